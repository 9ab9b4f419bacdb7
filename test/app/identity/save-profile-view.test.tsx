import fs from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {SaveProfileView} from '../../../source/app/identity/save-profile-view.js';
import {readProfiles} from '../../../source/aws/profiles/read-profiles.js';
import {temporaryFolder} from '../../setups/temporary-folder.js';
import {keys, renderAt} from '../../support/render-at.js';

/** The screen over a config file that others write, too. */
function open(text: string) {
	const file = path.join(temporaryFolder(), 'config');
	fs.writeFileSync(file, text);
	const saved: string[] = [];
	const screen = renderAt(
		<SaveProfileView
			session={{
				name: 'corp',
				startUrl: 'https://d-1234567890.awsapps.com/start',
				region: 'us-east-1',
			}}
			accountId="111122223333"
			roleName="Admin"
			region="eu-west-1"
			proposed="production"
			readFiles={async () =>
				readProfiles({
					env: {
						AWS_CONFIG_FILE: file,
						AWS_SHARED_CREDENTIALS_FILE: path.join(path.dirname(file), 'none'),
					},
				})
			}
			onSaved={(profile) => {
				saved.push(profile);
			}}
			onBack={() => undefined}
		/>,
		{columns: 100, rows: 30},
	);
	return {...screen, file, saved};
}

test('a file that is mended meanwhile is read again where the person stands', async () => {
	const {file, press, waitForFrame} = open('[default]\njunk\n');
	await waitForFrame('Name of the profile');
	await press(keys.enter);
	await waitForFrame('Mend line 2 of the config file first');
	fs.writeFileSync(file, '[default]\nregion = us-east-1\n');
	await press(keys.enter);
	expect(await waitForFrame('[profile production]')).toContain('w write it');
});

test('a file that is changed meanwhile gives the change anew, and that is written', async () => {
	const {file, press, waitForFrame} = open('[default]\nregion = us-east-1\n');
	await waitForFrame('Name of the profile');
	await press(keys.enter);
	await waitForFrame('[profile production]');
	fs.appendFileSync(file, '[profile other]\nregion = eu-west-1\n');
	await press('w');
	const frame = await waitForFrame('was changed meanwhile');
	expect(frame.replaceAll(/\s+/gv, ' ')).toContain('This is the change to the file as it is now.');
	expect(frame).toContain('[profile other]');
	expect(fs.readFileSync(file, 'utf8')).not.toContain('production');
	await press('w');
	await waitForFrame('Added to');
	const text = fs.readFileSync(file, 'utf8');
	expect(text).toMatch(/\[profile other\][\s\S]*\[profile production\]/v);
});

test('a profile of that name that came meanwhile is left alone', async () => {
	const {file, press, waitForFrame} = open('[default]\nregion = us-east-1\n');
	await waitForFrame('Name of the profile');
	await press(keys.enter);
	await waitForFrame('[profile production]');
	const theirs = '[profile production]\naws_access_key_id = AKIAEXAMPLEEXAMP1234\n';
	fs.writeFileSync(file, theirs);
	await press('w');
	await waitForFrame('Name of the profile');
	expect(fs.readFileSync(file, 'utf8')).toBe(theirs);
});
