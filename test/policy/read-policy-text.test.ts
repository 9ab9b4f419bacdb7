import {describe, expect, it} from 'vitest';
import {parseText} from './parse-text.js';
import {owner, policyOf, workato} from './policies.js';

const one = JSON.stringify(workato, undefined, 2);
const two = JSON.stringify(owner, undefined, 2);
const smartQuoted = one.replaceAll(/"(?<text>.*?)"/gv, '“$<text>”');
const halfQuoted = one.replaceAll(/"(?<text>.*?)"/gv, '"$<text>”');

const read = (text: string) => {
	const parsed = parseText(text);
	if (!parsed.ok) {
		throw new Error(JSON.stringify(parsed.problems));
	}

	return parsed;
};

describe('what people paste', () => {
	it.each([
		['one object', one, [workato], []],
		['two objects with a comma', `${two},\n${one}`, [owner, workato], []],
		['two objects without a comma', `${two}\n${one}`, [owner, workato], []],
		['a list', `[${two},${one}]`, [owner, workato], []],
		[
			'a list that lacks a comma',
			`[${two}${one}]`,
			[owner, workato],
			['A missing comma between two objects was added.'],
		],
		['a leading comma', `, ${one}`, [workato], ['Extra commas were left out.']],
		['a trailing comma', `${one},\n`, [workato], ['Extra commas were left out.']],
		[
			'trailing commas inside',
			one.replaceAll('"\n', '",\n'),
			[workato],
			['Extra commas were left out.'],
		],
		['CRLF', one.replaceAll('\n', '\r\n'), [workato], []],
		['CR alone, as a terminal sends it', one.replaceAll('\n', '\r'), [workato], []],
		[
			'non-breaking spaces',
			one.replaceAll(' ', '\u{A0}'),
			[workato],
			['Unusual spaces were read as plain ones.'],
		],
		['smart quotes', smartQuoted, [workato], ['Smart quotes were read as plain ones.']],
		['one smart quote of a pair', halfQuoted, [workato], ['Smart quotes were read as plain ones.']],
		['a byte-order mark', `\u{FEFF}${one}`, [workato], ['Invisible characters were left out.']],
		[
			'a zero-width space in a value',
			one.replace('Workato_EKM', 'Workato_EKM\u{200B}'),
			[workato],
			['Invisible characters were left out.'],
		],
		[
			'a code fence',
			`\`\`\`json\n${one}\n\`\`\`\n`,
			[workato],
			['The code fence around it was left out.'],
		],
		['a line comment', `// Workato\n${one}`, [workato], ['Comments were left out.']],
		[
			'a comment with quotes',
			`${two} /* the "next” one */, ${one}`,
			[owner, workato],
			['Comments were left out.'],
		],
		[
			'a Statement fragment',
			`"Statement": [${one}]`,
			[workato],
			['The missing braces around it were added.'],
		],
		[
			'a Statement fragment with a comma',
			`"Statement": ${one},`,
			[workato],
			['The missing braces around it were added.', 'Extra commas were left out.'],
		],
		[
			'a statement without its braces',
			one.slice(1, -1),
			[workato],
			['The missing braces around it were added.'],
		],
	])('reads %s', (_, text, statements, tolerated) => {
		const parsed = read(text);
		expect(parsed.statements).toEqual(statements);
		expect(parsed.tolerated).toEqual(tolerated);
		expect(parsed.wholePolicy).toBeUndefined();
	});

	it('reads a whole policy, and one whose Statement is an object', () => {
		expect(read(JSON.stringify(policyOf(owner, workato), undefined, 2))).toEqual({
			ok: true,
			statements: [owner, workato],
			wholePolicy: policyOf(owner, workato),
			tolerated: [],
		});
		expect(read(JSON.stringify({Version: '2012-10-17', Statement: workato})).wholePolicy).toEqual({
			Version: '2012-10-17',
			Statement: [workato],
		});
	});

	it('leaves smart quotes inside a properly quoted value alone', () => {
		const parsed = read(one.replace('Allow use of the key', 'Allow “use”, of the key'));
		expect(parsed.statements).toEqual([{...workato, Sid: 'Allow “use”, of the key'}]);
		expect(parsed.tolerated).toEqual([]);
	});

	it('keeps names that objects already have', () => {
		const parsed = read('{"Effect": "Allow", "__proto__": {"Action": "x"}}');
		expect(parsed.statements[0]!.Action).toBeUndefined();
		expect(Object.keys(parsed.statements[0]!)).toEqual(['Effect', '__proto__']);
	});
});
