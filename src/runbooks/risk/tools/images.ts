// Programs for container images and registries: skopeo, buildah, crane, and those that only examine.

import { changes, destroys, reads } from '../tool.ts';
import type { Flags, Tool } from '../tool.ts';

const any: Flags = { anyOther: true };
const look = reads(any);
const written: Flags = {
  anyOther: true,
  special: { '-o': { valued: true, writes: true }, '--output': { valued: true, writes: true } },
};

export const skopeo: Tool = {
  names: ['skopeo'],
  flags: {
    plain: '--debug --insecure-policy',
    valued: '--override-arch --override-os --policy --registries.d --command-timeout',
  },
  verbs: {
    'inspect|list-tags|manifest-digest|standalone-verify|login|logout': look,
    'copy|sync|standalone-sign|generate-sigstore-key': changes('copies images, over others of the same name', {
      flags: any,
      dryRun: '--dry-run',
    }),
    delete: destroys('deletes the image from the registry', { flags: any }),
  },
};

export const buildah: Tool = {
  names: ['buildah'],
  verbs: {
    'images|containers|ls|inspect|info|version|login|logout': look,
    'from|bud|build|build-using-dockerfile|commit|config|copy|add|run|pull|push|tag|mount|umount|manifest|rename':
      changes('builds an image', { flags: any }),
    'rm|rmi|delete|prune': destroys('deletes it', { flags: any }),
  },
};

export const crane: Tool = {
  names: ['crane', 'gcrane'],
  flags: { plain: '-v --verbose --insecure --allow-nondistributable-artifacts', valued: '--platform' },
  verbs: {
    'ls|manifest|config|digest|blob|catalog|validate|version|auth': look,
    'tag|pull|export|copy|cp|push|append|mutate|rebase|flatten|edit|index': changes('copies or changes images', {
      flags: any,
    }),
    'delete|gc': destroys('deletes the image from the registry', { flags: any }),
  },
};

export const registries: Tool = {
  names: ['regctl', 'oras', 'reg', 'registry-cli'],
  verbs: {
    'ls|list|version|discover|login|logout|resolve|digest': look,
    'tag|repo|image|manifest|blob|index|artifact|registry': {
      verbs: {
        'ls|list|get|digest|inspect|manifest|tags|fetch|show-tags|login|logout|config|head|diff|catalog|fetch-config':
          look,
        'copy|mod|import|push|put|export|create|add|cp|check-base|ratelimit|set': changes('copies or changes images', {
          flags: any,
        }),
        'delete|del|rm': destroys('deletes the image from the registry', { flags: any }),
      },
    },
    'pull|push|copy|cp|attach|backup': changes('copies or changes images', { flags: any }),
    'delete|rm|restore': destroys('deletes or replaces images', { flags: any }),
  },
};

export const examining: Tool = {
  names: ['dive', 'dockle', 'kube-linter', 'pluto', 'regbot'],
  ...reads(written),
};

export const cosign: Tool = {
  names: ['cosign', 'notation'],
  verbs: {
    'verify|verify-attestation|verify-blob|tree|triangulate|version|inspect|list|ls|public-key': look,
    'sign|attest|sign-blob|attest-blob|generate-key-pair|copy|save|load|attach|import-key-pair|initialize|login|key|cert|policy':
      changes('signs or copies images', { flags: any }),
    clean: destroys('removes signatures', { flags: any }),
  },
};
