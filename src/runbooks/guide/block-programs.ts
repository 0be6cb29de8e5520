// Names by which a line is recognised as a command. They say nothing of what the program does: that is in risk/tools/.

import { toolNamed } from '../risk/known-tools.ts';

const programs = new Set(
  `7z a2enmod ab ack adduser addgroup aide ansible ansible-galaxy ansible-inventory ansible-playbook ansible-vault ant apachectl
  apk apt apt-cache apt-get apt-key apt-mark aptitude arangosh argo argocd arp atop atq auditctl ausearch autossh aws aws-vault awk az
  azcopy b2sum base32 base64 basename bazel bc bcftools bird birdc blkid brew btrfs buildah bun bundle bunzip2 bzip2 cal
  calicoctl cap capsh cargo cassandra-stress cat cd ceph ceph-volume certbot certutil cfssl chage chattr checkmodule
  checkov chgrp chkconfig chmod chown chpasswd chroot chrony chronyc chrt cilium circleci clickhouse clickhouse-client cloud-init
  clusterctl cmake cmctl cockroach code column comm composer conda confluent consul conntrack copilot corepack cosign cp
  cqlsh createdb createuser crictl cron crontab crane crm csplit css cscli ctop ctr curator curator_cli curl cypher-shell daml
  dbmate dbt dd debugfs deluser deno depmod df dig dir direnv dmesg dmidecode dmsetup dnf docker docker-compose docker-machine
  dockerd doctl dog dos2unix dotnet dpkg dpkg-reconfigure dropdb dropuser drush dstat du duckdb e2fsck earthly eb ebtables ecs-cli
  edquota egrep eksctl elixir emacs env envsubst erl etckeeper etcdctl etcdutl ethtool exiftool expect faas-cli fail2ban-client
  fallocate fastboot faucet fdisk ffmpeg ffprobe fgrep findmnt firebase firewall-cmd flask flatpak flux fly flyctl fsck
  fstrim ftp fuser fwupdmgr gatling gcc gcloud gcore gdb gem getcap getconf getenforce getent getfacl gh git git-lfs gitlab-ctl
  gitlab-backup gitlab-rails gitleaks glab glances gluster go gofmt goose gpasswd gpg gpg2 gradle graphql grafana-cli grep groupadd groupdel groupmod
  groups grpcurl grpc_health_probe grub-mkconfig grub2-mkconfig gsutil gunicorn gunzip gzip halt haproxy hash hcloud hdfs hdparm
  helm helmfile heroku hexdump hey hg hostnamectl hping3 htop http httpd httpie https htpasswd hugo hwclock ibmcloud iconv id
  ifconfig ifdown iftop ifup influx influxd init insmod ionice iostat iotop ip ip6tables ipcrm ipcs iperf iperf3 ipmitool
  ipset iptables iptables-restore iptables-save ipvsadm irb iscsiadm istioctl iwconfig jar jarsigner java javac jcmd
  jenkins jestat jfr jhat jira jmap jmeter jobs journalctl jps jq jstack jstat juju just k k0s k3d k3s k6 k9s kafka-acls
  kafka-configs kafka-consumer-groups kafka-console-consumer kafka-console-producer kafka-reassign-partitions kafka-topics kafkacat
  kcat kcadm keepalived keytool killall kind kinit klist knife kops kpartx krew kube-bench kubeadm kubectl kubectx
  kubens kubeseal kustomize last lastb lastlog launchctl ldapadd ldapdelete ldapmodify ldapsearch ldconfig ldd lftp limactl linkerd
  linode-cli litestream ln locust logger loginctl logname logrotate losetup ls lsattr lsb_release lsblk lscpu lsmod lsof lspci
  lsusb ltrace lvchange lvconvert lvcreate lvdisplay lvextend lvmdiskscan lvreduce lvremove lvs lxc lxd lz4 maas machinectl mailq
  mariadb mariadb-dump mc md5sum mdadm memcached meltano microk8s minikube minio mkdir mkfifo mkfs mkfs.ext4 mkfs.xfs mkswap mktemp
  modinfo modprobe mongo mongodump mongoexport mongoimport mongorestore mongosh mongostat mongotop monit mosh mosquitto_pub
  mosquitto_sub mount.nfs mtr multipass mv mvn mycli mysql mysqladmin mysqlbinlog mysqlcheck mysqldump mysqld mysqlsh named nano
  nats nc ncat ncdu neofetch nerdctl netplan netstat networkctl newman nft nfsstat ng nginx ngrep ngrok nikto ninja nix nix-shell nmap nmcli
  nmon nodetool nohup nomad npm npx nsenter nslookup ntpdate ntpq ntpstat numactl nvidia-smi nvim nvme nvm nx oc oci odo oha okteto
  ollama op openssl openstack openvpn opkg ovs-vsctl packer pacman pactl parallel parted partprobe pass passwd patroni patronictl
  pbcopy pbpaste pcs perf perl pgbadger pgbench pgbouncer pg_basebackup pg_controldata pg_ctl pg_ctlcluster pg_dump pg_dumpall
  pg_isready pg_lsclusters pg_receivewal pg_resetwal pg_restore pg_rewind pg_upgrade pgbackrest pgrep php php-fpm pidof pidstat ping ping6
  pip pip3 pipenv pipx pkill pm2 pmap pnpm podman podman-compose poetry popd postalias postcat postconf postfix postqueue postsuper
  poweroff pre-commit printenv printf prisma procs proxysql promtool prometheus ps psql pt-online-schema-change pulumi puma pushd
  puppet pv pvcreate pvdisplay pvmove pvremove pvresize pvs pwd pwgen pytest python python2 python3 pyenv qemu-img quota r10k rabbitmqadmin
  rabbitmq-diagnostics rabbitmq-plugins rabbitmqctl racadm rails rake rancher rclone rdiff-backup rdbms readelf readlink realpath reboot
  redis-benchmark redis-cli redis-server redis-sentinel renice repmgr repoquery resize2fs resolvectl restic rg rke rke2 rkhunter rm rmdir rmmod rndc
  route rpm rpk rq rsync rsyslogd ruff rustup s3cmd sadf salt salt-call salt-key sam sar saltstack scontrol scp sealert seldon semanage semver
  sensors sentry-cli seq serverless sestatus setcap setenforce setfacl setsebool setx sftp sfdisk sh sha1sum sha256sum shasum shellcheck shfmt showmount
  shred shutdown shuf sidekiq siege sinfo skaffold skopeo sls slabtop smartctl smbclient snap snmpget snmpwalk snyk sops spark-submit
  sqlcmd sqlite3 sqlplus squeue ss ssh ssh-add ssh-agent ssh-copy-id ssh-keygen ssh-keyscan sshfs sshuttle
  sst staticcheck stern strace stress stress-ng stty su sudo supervisorctl svn swaks swapoff swapon sync sysbench sysctl syslog-ng systemctl
  systemd-analyze systemd-cgls systemd-cgtop systemd-resolve tar taskset tc tcpdump tcptraceroute teleport telnet terraform terragrunt
  tfenv tfsec tflint thanos timeout timedatectl tkn tmutil tmux toolbox tofu tox tr traceroute tracepath trivy tsh tune2fs tshark tsx ts-node
  ufw ulimit umask umount uname unlink unset unxz unzip update-alternatives update-ca-certificates update-grub updatedb
  useradd userdel usermod uptime uv uvicorn uwsgi vagrant valkey-cli varnishadm varnishlog vault vcgencmd velero vercel vgchange
  vgcreate vgdisplay vgextend vgreduce vgremove vgs vi vim virsh virtualenv visudo vitess vmstat vmtoolsd vtctlclient vtysh wal-g wget whoami whois
  wipefs wg wg-quick wp wrangler wrk wsl xargs xfs_growfs xfs_repair xxd xz yarn yq yum yum-config-manager zabbix_get zcat zdb zfs zgrep zip zipinfo
  zkCli.sh zless zookeeper-shell zpool zstd zypper`.split(/\s+/),
);

// Programs whose names are English words: a sentence may begin with one.
const words = new Set(
  `alert at break builtin cat check clear command complete continue cut date diff disown echo enable exec exit export expand
  export expr factor fc fg file find fold free getopts hash head help history host install jobs join just kill last less let
  link local locate login logout look make man mail more mount nice node open patch paste play pr print pushd read readonly
  reset return rev ruby run script screen select service set shift sleep sort source split stat strings sum tac tail task tee
  test time times top touch trap tree true tsc type umount uniq unset update-rc.d upgrade users w wait wall watch wc
  which who write yes`.split(/\s+/),
);

export type ProgramName = 'program' | 'word' | 'unknown';

/** Whether a name is a program's, and whether it is an English word at the same time. */
export function programName(name: string): ProgramName {
  if (words.has(name)) return 'word';
  return programs.has(name) || toolNamed(name) !== undefined ? 'program' : 'unknown';
}
