// OpenSSL's commands: https://docs.openssl.org/master/man1/openssl-cmds/

import { changes, reads } from '../tool.ts';
import type { Flags, MarkRule, Tool } from '../tool.ts';

const looking: Flags = {
  plain: `-showcerts -noout -text -dates -subject -issuer -fingerprint -serial -enddate -startdate -hex -base64 -quiet -brief
    -modulus -pubkey -pubin -pubout -check -sha256 -sha1 -purpose -ext -email -status -tls1_2 -tls1_3 -verify_return_error -a -v
    -text_pub -msg -debug -ign_eof -no_ign_eof -subject_hash -issuer_hash -hash -trusted -partial_chain -show_chain -untrusted -crl_check`,
  valued: `-connect -servername -CAfile -CApath -cert -key -in -inform -outform -checkend -checkhost -verify -starttls -proxy
    -nameopt -days -passin -alpn -host -port -cipher -ciphersuites -issuer -url -certopt -verify_hostname -sess_in`,
  secret: '-passin -passout -pass -k -password',
  special: { '-out': { valued: true, writes: true }, '-passout': { valued: true } },
};

// Unless it is told not to, it prints the key that it reads.
const printsKey: MarkRule = {
  kind: 'prints-secret',
  flag: '-in',
  without: '-noout -pubout -out -pubin',
  say: 'prints a private key',
};

export const openssl: Tool = {
  names: ['openssl'],
  singleDash: true,
  verbs: {
    'rsa|pkey|ec|dsa': { ...reads(looking), marks: [printsKey] },
    s_client: {
      ...reads(looking),
      marks: [
        { kind: 'endless', unfed: true, say: 'keeps the connection open: it never ends by itself' },
        { kind: 'interactive', unfed: true, say: 'sends what a person types' },
      ],
    },
    'x509|rand|version|verify|crl|req|dgst|ciphers|asn1parse|ocsp|list|help|errstr|storeutl|prime': reads(looking),
    'genrsa|genpkey|ecparam|pkcs12|pkcs8|ca|enc|passwd|dhparam|smime|cms|pkcs7|ts|rehash|speed|gendsa|s_server':
      changes('makes or writes keys and certificates', {
        flags: { ...looking, anyOther: true, valued: `${looking.valued} -pass -k -password` },
      }),
  },
};
