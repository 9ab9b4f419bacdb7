import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import process from 'node:process';

/*
Loaded into the program before it starts: once the file that DIE_BEFORE_JOURNAL names is there, the program is killed at
the moment it would write down that a call is done.
*/
const mark = process.env.DIE_BEFORE_JOURNAL ?? '';
let known = 0;

function die(data: unknown) {
	const count = String(data).split(/"state":\s*"done"/v).length;
	if (count > known && fs.existsSync(mark)) {
		process.kill(process.pid, 'SIGKILL');
	}

	known = Math.max(known, count);
}

function watched<Write extends (...parameters: never[]) => unknown>(write: Write): Write {
	return new Proxy(write, {
		apply(target, self, parameters: unknown[]): unknown {
			die(parameters[1]);
			return Reflect.apply(target, self, parameters);
		},
	});
}

fs.writeSync = watched(fs.writeSync);
fs.writeFileSync = watched(fs.writeFileSync);
syncBuiltinESMExports();
