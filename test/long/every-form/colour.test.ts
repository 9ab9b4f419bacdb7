import {vi} from 'vitest';
import {testEverySize} from '../../screens/every-size.js';

// Before Ink is loaded: what paints has to believe that it may.
vi.hoisted(() => {
	vi.stubEnv('FORCE_COLOR', '1');
});

vi.setConfig({testTimeout: 120_000});

// In a file of its own, so that the looks are tried beside each other.
testEverySize({hasUnicode: true, hasColor: true});
