import {X509Certificate} from 'node:crypto';
import {readFileSync, statSync} from 'node:fs';
import {cleanLine} from '../terminal/text.js';
import {NetworkSetupError} from './proxy-for.js';

/** A bundle, and the setting that names it. */
export type NamedBundle = {file: string; from: string};

const certificate =
	/-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/gv;

// More authorities than any company has; bytes.
const largest = 16 * 1024 * 1024;

/**
The authorities of a bundle, as PEM texts; nothing when none is named (Node's own then hold, and NODE_EXTRA_CA_CERTS with
them). As in the aws CLI the bundle replaces the usual authorities; those of NODE_EXTRA_CA_CERTS stay, because Node forgets
them once a bundle is given.
@throws NetworkSetupError naming the file, when it cannot be read or holds no certificate.
*/
export function readCaBundle(
	env: NodeJS.ProcessEnv,
	named: NamedBundle | undefined,
): string[] | undefined {
	if (!named) {
		return undefined;
	}

	const bundle = readCertificates(named);
	return env.NODE_EXTRA_CA_CERTS
		? [...bundle, ...extraCertificates(env.NODE_EXTRA_CA_CERTS)]
		: bundle;
}

function readCertificates(named: NamedBundle): string[] {
	const {file} = named;
	let text: string;
	try {
		const stats = statSync(file);
		// A device would have no end.
		if (!stats.isFile() || stats.size > largest) {
			throw broken(named, 'is no file of certificates');
		}

		text = readFileSync(file, 'utf8');
	} catch (error) {
		throw error instanceof NetworkSetupError
			? error
			: broken(named, 'cannot be read');
	}

	const found = text.match(certificate) ?? [];
	if (found.length === 0) {
		throw broken(named, 'holds no certificate in PEM form');
	}

	if (found.some((pem) => !isCertificate(pem))) {
		throw broken(named, 'holds a certificate that cannot be read');
	}

	return found;
}

// Node itself only warns about a bad file here.
function extraCertificates(file: string): string[] {
	try {
		return readCertificates({file, from: 'NODE_EXTRA_CA_CERTS'});
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

function broken({file, from}: NamedBundle, what: string): NetworkSetupError {
	return new NetworkSetupError(
		cleanLine(`${from} names ${file}, which ${what}.`),
		`Correct ${cleanLine(from)} or take it away; nothing was sent.`,
	);
}
