import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import process from 'node:process';

/*
Loaded into the program before it starts, for the moment at which it would write down that a call is done. Once the file that
DIE_BEFORE_JOURNAL names is there, the program is killed then. With WAIT_BEFORE_JOURNAL it makes the file of that name then, and
stands still until somebody takes it away.
*/
const {DIE_BEFORE_JOURNAL: death = '', WAIT_BEFORE_JOURNAL: pause = ''} = process.env;
const clock = new Int32Array(new SharedArrayBuffer(4));
let known = 1;

function watch(data: unknown) {
	const text = data instanceof Uint8Array ? new TextDecoder().decode(data) : String(data);
	// A line of the journal comes after what was known; the whole file says that again.
	const isLine = /^\{"change":.*\n$/v.test(text);
	const count = text.split(/"state":\s*"done"/v).length + (isLine ? known - 1 : 0);
	if (count <= known) {
		return;
	}

	known = count;
	if (death !== '' && fs.existsSync(death)) {
		process.kill(process.pid, 'SIGKILL');
	}

	if (pause === '') {
		return;
	}

	fs.closeSync(fs.openSync(pause, 'w'));
	while (fs.existsSync(pause)) {
		Atomics.wait(clock, 0, 0, 1);
	}
}

function watched<Write extends (...parameters: never[]) => unknown>(write: Write): Write {
	return new Proxy(write, {
		apply(target, self, parameters: unknown[]): unknown {
			watch(parameters[1]);
			return Reflect.apply(target, self, parameters);
		},
	});
}

fs.writeSync = watched(fs.writeSync);
fs.writeFileSync = watched(fs.writeFileSync);
syncBuiltinESMExports();
