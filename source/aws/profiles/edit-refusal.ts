import {type ConfigView} from './config-file.js';

/** Why a config file is not changed. `exists` is the one that `update` answers. */
export type EditRefusal = {
	reason: 'value' | 'file' | 'session' | 'exists' | 'other kind';
	problem: string;
	line?: number;
};

/** A file as both readers see it. */
export type Views = {sdk: ConfigView; cli: ConfigView};
