#!/usr/bin/env node
// Plain enough for an old Node to read as far as the sentence that says it is too old.
import module from 'node:module';
import os from 'node:os';
import process from 'node:process';
import {compileCacheFolder, makeOwnFolder} from './compile-cache-folder.js';

const oldest = 22;

async function start() {
	if (Number(process.versions.node.split('.', 1)[0]) < oldest) {
		process.stderr.write(
			`workato-aws needs Node ${oldest} or newer; this is Node ${process.versions.node}.\n`,
		);
		process.exitCode = 2;
		return;
	}

	keepCompiled();
	// Without credentials the SDK would wait for the metadata service of a server that this is not.
	setDefault('AWS_EC2_METADATA_DISABLED', 'true');
	const {main} = await import('./main.js');
	const exitCode = await main();
	process.exitCode = exitCode;
	if (exitCode === 130) {
		// Calls that are still under way must not keep a cancelled command alive.
		process.exit();
	}
}

// The second start need not compile again, from Node 22.1 on. Who sets NODE_COMPILE_CACHE has chosen a place, and Node uses it already.
function keepCompiled() {
	if (process.env.NODE_COMPILE_CACHE) {
		return;
	}

	const folder = compileCacheFolder(process.env, process.platform, os.homedir());
	if ('enableCompileCache' in module && makeOwnFolder(folder)) {
		module.enableCompileCache(folder);
	}
}

// Set but empty is not set.
function setDefault(name: string, value: string) {
	process.env[name] = [process.env[name], value].find(Boolean);
}

void start();
