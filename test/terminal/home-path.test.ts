import path from 'node:path';
import {expect, test} from 'vitest';
import {homePath} from '../../source/terminal/command-line.js';

test.each([
	['~/setup.yaml', path.join('/home/kim', 'setup.yaml')],
	[String.raw`~\setup.yaml`, path.join('/home/kim', 'setup.yaml')],
	['~setup.yaml', '~setup.yaml'],
	['a~/b', 'a~/b'],
	[String.raw`C:\x\y.yaml`, String.raw`C:\x\y.yaml`],
	['C:/x/y.yaml', 'C:/x/y.yaml'],
	['-', '-'],
])('%s is %s', (name, file) => {
	expect(homePath(name, '/home/kim')).toBe(file);
});
