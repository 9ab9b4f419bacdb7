import fs from 'node:fs';
import {
	type ConfigKind,
	type ConfigView,
	parseConfigFile,
} from './config-file.js';
import {configPaths} from './config-paths.js';
import {sdkView} from './sdk-view.js';

/** The config and credentials files as the SDK reads them, without the SDK. One that cannot be read sets nothing; the list of identities says why it cannot. */
export function sharedFiles(env: NodeJS.ProcessEnv): {
	config: ConfigView;
	credentials: ConfigView;
} {
	const paths = configPaths(env);
	return {
		config: viewOf(paths.config, 'config'),
		credentials: viewOf(paths.credentials, 'credentials'),
	};
}

function viewOf(file: string, kind: ConfigKind): ConfigView {
	let text = '';
	try {
		text = fs.readFileSync(file, 'utf8');
	} catch {}

	return sdkView(parseConfigFile(text, kind));
}
