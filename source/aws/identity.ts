import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import {parseArn} from './arn.js';
import {type AwsSession} from './session.js';

/** Who AWS says we are. */
export type Identity = {
	account: string;
	arn: string;
	partition: string;
	/** Where the credentials come from, in words. */
	source: string;
};

/** Asks STS who we are; it needs no permission. Rejects with the SDK's error when there is no identity. */
export async function whoAmI(session: AwsSession): Promise<Identity> {
	const source = await session.source();
	const {Account, Arn} = await session
		.client(STSClient)
		.send(new GetCallerIdentityCommand({}));
	// The account goes into policies: nothing but its twelve digits may.
	if (!Account || !/^\d{12}$/v.test(Account) || !Arn) {
		throw new Error('AWS did not say which account and identity this is.');
	}

	return {
		account: Account,
		arn: Arn,
		partition: parseArn(Arn)?.partition ?? 'aws',
		source,
	};
}
