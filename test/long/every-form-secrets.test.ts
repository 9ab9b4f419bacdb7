import {vi} from 'vitest';
import {allScenes} from '../screens/all-scenes.js';
import {testEveryForm} from '../screens/every-form.js';

// Before Ink is loaded: what paints has to believe that it may.
vi.hoisted(() => {
	vi.stubEnv('FORCE_COLOR', '1');
});

testEveryForm(allScenes.filter(({id}) => id.startsWith('secrets/')));
