import {X509Certificate} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {NetworkSetupError} from './proxy-for.js';

const certificate =
	/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/gv;

/**
The authorities to trust when AWS_CA_BUNDLE is set, as PEM texts; nothing when it is not (Node's own then hold, and
NODE_EXTRA_CA_CERTS with them). As in the aws CLI the bundle replaces the usual authorities; those of
NODE_EXTRA_CA_CERTS stay, because Node forgets them once a bundle is given.
@throws NetworkSetupError naming the file, when it cannot be read or holds no certificate.
*/
export function readCaBundle(env: NodeJS.ProcessEnv): string[] | undefined {
	const file = env.AWS_CA_BUNDLE;
	if (!file) {
		return undefined;
	}

	const bundle = readCertificates(file);
	return env.NODE_EXTRA_CA_CERTS
		? [...bundle, ...extraCertificates(env.NODE_EXTRA_CA_CERTS)]
		: bundle;
}

function readCertificates(file: string): string[] {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch {
		throw broken(file, 'cannot be read');
	}

	const found = text.match(certificate) ?? [];
	if (found.length === 0) {
		throw broken(file, 'holds no certificate in PEM form');
	}

	if (found.some((pem) => !isCertificate(pem))) {
		throw broken(file, 'holds a certificate that cannot be read');
	}

	return found;
}

// Node itself only warns about a bad file here.
function extraCertificates(file: string): string[] {
	try {
		return readCertificates(file);
	} catch {
		return [];
	}
}

function isCertificate(pem: string): boolean {
	try {
		return new X509Certificate(pem).subject !== undefined;
	} catch {
		return false;
	}
}

function broken(file: string, what: string): NetworkSetupError {
	return new NetworkSetupError(
		`AWS_CA_BUNDLE names ${file}, which ${what}.`,
		'Correct AWS_CA_BUNDLE or take it away; nothing was sent.',
	);
}
