import {KMSServiceException} from '@aws-sdk/client-kms';

/** An error as the SDK throws it when AWS answers one that its model does not know: a name, a message, a status. */
export function awsAnswer(name: string, status = 400, message = `${name} said AWS`): Error {
	return new KMSServiceException({
		name,
		message,
		$fault: status < 500 ? 'client' : 'server',
		$metadata: {httpStatusCode: status},
	});
}
