// Why a connection could not be made, in words that a person who is not a network engineer can act on.

import { reasonOf } from '../errors.ts';

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused, nothing listens there; is it running, and is the port right?',
  ENOTFOUND: 'its host name is not known; correct the address',
  EAI_AGAIN: 'its host name could not be looked up; is the name server away?',
  EHOSTUNREACH: 'there is no way to its host from here',
  ENETUNREACH: 'there is no way to its network from here',
  ETIMEDOUT: 'it did not answer the connection in time',
  ECONNRESET: 'it closed the connection at once',
  EPIPE: 'it closed the connection at once',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; give its authority in NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an unknown authority; give it in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an unknown authority; give it in NODE_EXTRA_CA_CERTS',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
};

/** The end of a sentence that begins with what was to be reached, without a full stop. */
export function whyNotConnected(thrown: unknown): string {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  return words[code] ?? (reasonOf(thrown).replace(/\.$/, '') || code || 'the connection failed');
}
