import {closest, distance} from 'fastest-levenshtein';
import {quoteText} from '../terminal/foreign-text.js';

/*
Regions as the SDK's endpoint data names them (partitions.json, 2026-11). A region that is missing here still works:
the list only serves to spot typing errors, so it is never a reason to refuse.
*/
const regions = [
	'us-east-1',
	'us-east-2',
	'us-west-1',
	'us-west-2',
	'ca-central-1',
	'ca-west-1',
	'mx-central-1',
	'sa-east-1',
	'eu-central-1',
	'eu-central-2',
	'eu-west-1',
	'eu-west-2',
	'eu-west-3',
	'eu-north-1',
	'eu-south-1',
	'eu-south-2',
	'af-south-1',
	'me-central-1',
	'me-south-1',
	'il-central-1',
	'ap-east-1',
	'ap-east-2',
	'ap-south-1',
	'ap-south-2',
	'ap-northeast-1',
	'ap-northeast-2',
	'ap-northeast-3',
	'ap-southeast-1',
	'ap-southeast-2',
	'ap-southeast-3',
	'ap-southeast-4',
	'ap-southeast-5',
	'ap-southeast-6',
	'ap-southeast-7',
	'us-gov-east-1',
	'us-gov-west-1',
	'cn-north-1',
	'cn-northwest-1',
	'eusc-de-east-1',
];

/** Every region this program knows by name, for choosing from a list. */
export const knownRegions: readonly string[] = regions;

/** The partition of a region (`aws`, `aws-us-gov`, `aws-cn`, `aws-eusc`), from its name alone. */
export function partitionOfRegion(region: string): string {
	if (region.startsWith('us-gov-')) {
		return 'aws-us-gov';
	}

	if (region.startsWith('cn-')) {
		return 'aws-cn';
	}

	return region.startsWith('eusc-') ? 'aws-eusc' : 'aws';
}

/**
Says what is wrong with a region's name, or nothing. An unknown name passes unless it is one or two letters away from a
known one and made of no words that AWS uses: the SDK would build a host for it and fail as if the network were down.
*/
export function regionProblem(region: string): string | undefined {
	if (!/^[a-z]{2,4}(?:-[a-z]+)+-\d+$/v.test(region)) {
		return `${quoteText(region)} is not a region's name. Give one such as us-east-1.`;
	}

	const nearest = closest(region, regions);
	const isTypo =
		nearest !== region && distance(nearest, region) <= 2 && !isLikely(region);
	return isTypo
		? `There is no region ${quoteText(region)}. Did you mean ${nearest}?`
		: undefined;
}

const compass = /^(?:north|south)?(?:east|west)$|^(?:north|south|central)$/v;
const areas = new Set(regions.map((region) => areaOf(region)));

// The name of a region without its direction and number: us, us-gov, eusc-de, …
function areaOf(region: string): string {
	return region.split('-').slice(0, -2).join('-');
}

// A region made of a known area and a direction may be newer than this list.
function isLikely(region: string): boolean {
	return (
		areas.has(areaOf(region)) && compass.test(region.split('-').at(-2) ?? '')
	);
}
