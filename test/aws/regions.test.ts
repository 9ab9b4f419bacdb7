import {expect, test} from 'vitest';
import {
	knownRegions,
	partitionOfRegion,
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
	['uz-east-1', 'us-east-1'],
	['eu-centrale-1', 'eu-central-1'],
	['ap-suotheast-2', 'ap-southeast-2'],
])('%s is a typing error for %s', (region, meant) => {
	expect(regionProblem(region)).toBe(
		`There is no region “${region}”. Did you mean ${meant}?`,
	);
});

test.each([
	'us-east-3',
	'eu-west-9',
	'sa-west-1',
	'us-central-1',
	'ap-southeast-12',
])('%s may be newer than the list', (region) => {
	expect(regionProblem(region)).toBeUndefined();
});

test.each([
	'',
	'us east 1',
	'US-EAST-1',
	'us-east',
	'useast1',
	'us-east-1a',
	'aws-global',
	' us-east-1',
	'virginia',
])('%j is no region’s name', (region) => {
	expect(regionProblem(region)).toBe(
		`${quoteText(region)} is not a region's name. Give one such as us-east-1.`,
	);
});

test.each([
	['us-east-1', 'aws'],
	['us-gov-west-1', 'aws-us-gov'],
	['cn-north-1', 'aws-cn'],
	['eusc-de-east-1', 'aws-eusc'],
])('%s is in partition %s', (region, partition) => {
	expect(partitionOfRegion(region)).toBe(partition);
});
