/** Where Identity Center is: known from the start URL, or the regions worth trying, the likeliest first. */
export type RegionGuess =
	{readonly region: string} | {readonly likely: readonly string[]};

/*
The order is a guess at where organisations keep Identity Center; it only decides what is tried or listed first.
*/
const commercial = [
	'us-east-1',
	'us-west-2',
	'eu-west-1',
	'eu-central-1',
	'us-east-2',
	'eu-west-2',
	'ap-southeast-2',
	'ap-northeast-1',
	'ap-southeast-1',
	'ca-central-1',
	'ap-south-1',
	'eu-north-1',
	'eu-west-3',
	'us-west-1',
	'sa-east-1',
	'ap-northeast-2',
];

const regionLabel = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/v;

/**
Finds Identity Center's region (sso_region) from a start URL: the newer hosts carry it
(`<id>.portal.<region>.app.aws`, in China `….app.amazonwebservices.com.cn`, in the European sovereign partition
`….app.amazonwebservices.eu`; `<id>.<region>.portal.amazonaws.com`; `start.<region>.us-gov-home.awsapps.com`). The region a person works in is no hint and is not asked for.
*/
export function inferRegion(startUrl: string): RegionGuess {
	const host = URL.canParse(startUrl)
		? new URL(startUrl).hostname.toLowerCase()
		: '';
	const region = regionOf(host);
	return region ? {region} : {likely: likelyRegions(host)};
}

function regionOf(host: string): string | undefined {
	if (!isAwsHost(host)) {
		return undefined;
	}

	const found = host.split('.').filter((label) => regionLabel.test(label));
	return found.length === 1 ? found[0] : undefined;
}

// Elsewhere a label that looks like a region says nothing about Identity Center.
function isAwsHost(host: string): boolean {
	return (
		/\.portal\.[^.]+\.app\.(?:aws|amazonwebservices\.(?:com\.cn|eu))$/v.test(
			host,
		) ||
		/\.portal\.amazonaws\.com(?:\.cn)?$/v.test(host) ||
		/^start\.[^.]+\.(?:us-gov-home\.awsapps\.com|home\.awsapps\.cn)$/v.test(
			host,
		)
	);
}

function likelyRegions(host: string): readonly string[] {
	if (/(?:^|\.)us-gov-home\.awsapps\.com$/v.test(host)) {
		return ['us-gov-west-1', 'us-gov-east-1'];
	}

	if (host.endsWith('.amazonwebservices.eu')) {
		return ['eusc-de-east-1'];
	}

	return host.endsWith('.cn') ? ['cn-north-1', 'cn-northwest-1'] : commercial;
}
