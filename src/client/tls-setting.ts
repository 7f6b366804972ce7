import { builtinModule } from '../platform.js';
import { ConductorConfigError } from './errors/conductor-config-error.js';

/** Certificates as PEM text, checked. */
export interface TlsSetting {
  /** Authorities to trust in place of the system's. */
  readonly ca?: string;
  /** The client's certificate. */
  readonly cert?: string;
  /** Its private key. Not enumerable, so that no inspection shows it. */
  readonly key?: string;
}

/** What a user may give: PEM text, or the path of a file with it. */
export interface TlsOptions {
  /** Authorities to trust in place of the system's: PEM text or the path of a PEM file. */
  readonly ca?: string;
  /** Client certificate: PEM text or the path of a PEM file. Needs `key`. */
  readonly cert?: string;
  /** Private key of `cert`: PEM text or the path of a PEM file. */
  readonly key?: string;
}

const FIELDS = ['ca', 'cert', 'key'] as const;

/** Reads and checks the certificates at once, so that a wrong file is not found out by the first request. */
export function resolveTls(options: unknown): TlsSetting {
  if (typeof options !== 'object' || options === null) {
    throw new ConductorConfigError('tls must be an object with ca, cert or key', { field: 'tls' });
  }
  const given = options as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(given)) {
    if (!(FIELDS as readonly string[]).includes(name)) {
      throw new ConductorConfigError(`tls has no field "${name}"; it has ca, cert and key`, { field: `tls.${name}` });
    }
  }
  const [ca, cert, key] = FIELDS.map((name) => readPem(`tls.${name}`, given[name]));
  if ((cert === undefined) !== (key === undefined)) {
    const missing = cert === undefined ? 'cert' : 'key';
    throw new ConductorConfigError(`tls.${missing} is missing: a client certificate needs both tls.cert and tls.key`, {
      field: `tls.${missing}`,
    });
  }
  const setting: TlsSetting = Object.defineProperty(
    { ...(ca !== undefined && { ca }), ...(cert !== undefined && { cert }) },
    'key',
    { value: key, enumerable: false },
  );
  check(setting);
  return setting;
}

function readPem(field: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || value === '') {
    throw new ConductorConfigError(`${field} must be PEM text or the path of a PEM file, got ${describe(value)}`, {
      field,
    });
  }
  if (value.includes('-----BEGIN ')) return value;
  const fs = builtinModule('node:fs');
  if (fs === undefined) {
    throw new ConductorConfigError(`${field} is no PEM text, and this runtime has no files to read it from`, { field });
  }
  let text: string;
  try {
    text = fs.readFileSync(value, 'utf8');
  } catch (cause) {
    // A key that lost its first line would be taken for a path: the value itself stays out of the message, as does the cause with it.
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new ConductorConfigError(
      `${field} is neither PEM text nor a file that can be read (${code}): give the text with its "-----BEGIN" line or the path of a PEM file`,
      { field },
    );
  }
  if (text.includes('-----BEGIN ')) return text;
  throw new ConductorConfigError(`the file that ${field} names is no PEM file: it has no "-----BEGIN" line`, { field });
}

function describe(value: unknown): string {
  return value === '' ? 'an empty string' : Array.isArray(value) ? 'an array' : typeof value;
}

/** Lets OpenSSL read each part by itself, so that the error can name it, and then all together: a key that is not the certificate's. */
function check(setting: TlsSetting): void {
  if (setting.ca !== undefined) checkAuthorities(setting.ca);
  const tls = builtinModule('node:tls');
  if (tls === undefined) return;
  const parts: [string, TlsSetting, string][] = [
    ['tls.cert', { cert: setting.cert }, 'is no certificate that can be read'],
    ['tls.key', { key: setting.key }, 'is no private key that can be read without a passphrase'],
    ['tls.key', { cert: setting.cert, key: setting.key }, 'does not belong to tls.cert'],
  ];
  for (const [field, part, problem] of parts) {
    try {
      tls.createSecureContext(part);
    } catch (cause) {
      throw new ConductorConfigError(`${field} ${problem}`, { field, cause });
    }
  }
}

/** OpenSSL passes over an authority it cannot read, and the first request would fail for another reason. */
function checkAuthorities(ca: string): void {
  const crypto = builtinModule('node:crypto');
  if (crypto === undefined) return;
  const certificates = ca.match(/-----BEGIN [^-]*CERTIFICATE-----[^-]*-----END [^-]*CERTIFICATE-----/g);
  if (certificates === null) throw new ConductorConfigError('tls.ca has no certificate in it', { field: 'tls.ca' });
  for (const certificate of certificates) {
    try {
      new crypto.X509Certificate(certificate);
    } catch (cause) {
      throw new ConductorConfigError('tls.ca is no certificate that can be read', { field: 'tls.ca', cause });
    }
  }
}
