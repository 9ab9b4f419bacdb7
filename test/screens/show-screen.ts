import {writeFile} from 'node:fs/promises';
import process from 'node:process';
import {parseArgs, stripVTControlCharacters} from 'node:util';
import {frameSnapshot} from '../support/frame-snapshot.js';
import {screenToSvg} from '../support/screen-to-svg.js';
import {allScenes, sceneOf} from './all-scenes.js';
import {openStage, type Form, type Stage} from './stage.js';

const help = `Opens one screen of the assistant in a given state, in a sandbox of its own.

  npm run screen -- --list               every screen, and what it shows
  npm run screen -- ekm/review           print it
  npm run screen -- ekm/review --run     open it, and go on from there
  npm run screen -- --all --columns 40   print every one

  --columns N, --rows N   the size; 80 by 24 when left out, with --run your terminal's
  --ascii                 without Unicode
  --no-colour             without colour
  --svg FILE              into a picture`;

const {values, positionals} = parseArgs({
	allowPositionals: true,
	options: {
		list: {type: 'boolean'},
		all: {type: 'boolean'},
		run: {type: 'boolean'},
		help: {type: 'boolean'},
		columns: {type: 'string'},
		rows: {type: 'string'},
		ascii: {type: 'boolean', default: false},
		'no-colour': {type: 'boolean', default: false},
		svg: {type: 'string'},
	},
});

/** The form asked for, within a size that is given. */
function formIn({columns, rows}: {columns: number; rows: number}): Form {
	return {
		columns: Number(values.columns ?? columns),
		rows: Number(values.rows ?? rows),
		hasUnicode: !values.ascii,
		hasColor: !values['no-colour'],
	};
}

async function print(id: string): Promise<void> {
	const form = formIn({columns: 80, rows: 24});
	await using stage = await openStage(sceneOf(id), form);
	const frame = stage.frame();
	if (values.svg !== undefined) {
		const snapshot = await frameSnapshot(frame, form);
		await writeFile(values.svg, screenToSvg(snapshot, id));
		return;
	}

	console.log(form.hasColor ? frame : stripVTControlCharacters(frame));
}

// Whole frames, one over the other, on a screen of their own.
async function run(id: string): Promise<void> {
	const {stdin, stdout} = process;
	await using stage = await openStage(sceneOf(id), formIn(stdout));
	const draw = (frame: string) => {
		stdout.write(`\u{1B}[H\u{1B}[J${frame}`);
	};

	stdout.write('\u{1B}[?1049h\u{1B}[?2004h\u{1B}[?25l');
	draw(stage.frame());
	stage.onFrame(draw);
	stdin.setRawMode(true);
	stdin.setEncoding('utf8');
	stdin.on('data', (bytes: string) => {
		void stage.send(bytes);
	});
	stdout.on('resize', () => {
		void fit(stage);
	});
	await stage.left;
	stdin.setRawMode(false);
	stdin.pause();
	stdout.write('\u{1B}[?25h\u{1B}[?2004l\u{1B}[?1049l');
}

async function fit(stage: Stage): Promise<void> {
	const {columns, rows} = formIn(process.stdout);
	await stage.resize(columns, rows);
}

const [id] = positionals;
if (values.list) {
	for (const scene of allScenes) {
		console.log(`${scene.id.padEnd(32)} ${scene.about}`);
	}
} else if (values.all) {
	for (const scene of allScenes) {
		console.log(`\n${scene.id}: ${scene.about}`);
		await print(scene.id);
	}
} else if (id === undefined || values.help) {
	console.log(help);
} else if (values.run) {
	await run(id);
} else {
	await print(id);
}
