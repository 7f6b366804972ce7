import { generate } from 'selfsigned';

interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority of the test's own, and what it has signed. */
export interface TestAuthority {
  readonly ca: string;
  readonly server: Certificate;
  readonly client: Certificate;
}

export async function createAuthority(): Promise<TestAuthority> {
  const authority = await generate([{ name: 'commonName', value: 'Test authority' }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, digitalSignature: true, critical: true },
    ],
  });
  const issue = async (name: string): Promise<Certificate> => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
      keySize: 2048,
      ca: { cert: authority.cert, key: authority.private },
      extensions: [
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'conductor.test' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    });
    return { cert, key };
  };
  return { ca: authority.cert, server: await issue('conductor.test'), client: await issue('a worker') };
}
