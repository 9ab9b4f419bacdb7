import {expect, test} from 'vitest';
import {
	knownRegions,
	partitionOfRegion,
	regionDoubt,
	regionProblem,
} from '../../source/aws/regions.js';
import {quoteText} from '../../source/terminal/foreign-text.js';

test.each(knownRegions)('%s is a region', (region) => {
	expect(regionProblem(region)).toBeUndefined();
});

test.each([
	['us-eest-1', 'us-east-1'],
	['us-esat-1', 'us-east-1'],
	['eu-wset-3', 'eu-west-3'],
	['eu-centrale-1', 'eu-central-1'],
	['ap-suotheast-2', 'ap-southeast-2'],
])('%s is a typing error for %s', (region, meant) => {
	expect(regionProblem(region)).toBe(`There is no region “${region}”. Did you mean ${meant}?`);
});

test.each([
	'us-east-3',
	'eu-west-9',
	'sa-west-1',
	'us-central-1',
	'ap-southeast-12',
	// Countries that are letters away from known ones.
	'uz-east-1',
	'nz-central-1',
	'za-south-1',
	'us-isob-east-1',
	'eusc-fr-west-1',
])('%s may be newer than the list', (region) => {
	expect(regionProblem(region)).toBeUndefined();
	expect(regionDoubt(region)).toContain(
		`This version knows no region ${quoteText(region)}; AWS may.`,
	);
});

test('a region that is letters away from a known one is doubted by its name', () => {
	expect(regionDoubt('za-south-1')).toBe(
		'This version knows no region “za-south-1”; AWS may. Did you mean eu-south-1?',
	);
	expect(regionDoubt('us-east-1')).toBeUndefined();
});

test.each([
	['us-east-1a', 'It is the name of a zone in us-east-1: give that.'],
	['US-EAST-1A', 'It is the name of a zone in us-east-1: give that.'],
	['us-west-2-lax-1a', 'It is the name of a zone in us-west-2: give that.'],
	['us-east-1-wl1-bos-wlz-1', 'It is the name of a zone in us-east-1: give that.'],
	['US-EAST-1', 'Did you mean us-east-1?'],
	['Us-East-1', 'Did you mean us-east-1?'],
	[' eu-west-1 ', 'Did you mean eu-west-1?'],
	['\u{1B}[2Jus-east-1', 'Give one such as us-east-1.'],
])('what %j means is said', (region, meaning) => {
	expect(regionProblem(region)).toBe(`${quoteText(region)} is not a region's name. ${meaning}`);
	expect(regionProblem(region)).not.toContain('\u{1B}');
});

test.each(['', 'us east 1', 'us-east', 'useast1', 'aws-global', 'virginia'])(
	'%j is no region’s name',
	(region) => {
		expect(regionProblem(region)).toBe(
			`${quoteText(region)} is not a region's name. Give one such as us-east-1.`,
		);
	},
);

test.each([
	['us-east-1', 'aws'],
	['us-gov-west-1', 'aws-us-gov'],
	['cn-north-1', 'aws-cn'],
	['eusc-de-east-1', 'aws-eusc'],
])('%s is in partition %s', (region, partition) => {
	expect(partitionOfRegion(region)).toBe(partition);
});
