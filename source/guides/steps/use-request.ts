import {useEffect, useEffectEvent, useState} from 'react';

/**
Runs a request once for each `key` and gives its answer, or `undefined` while it is under way. The request should not
reject: what cannot be asked is an answer, too.
*/
export function useRequest<T>(
	request: () => Promise<T>,
	key: string,
): T | undefined {
	const [answer, setAnswer] = useState<{key: string; value: T}>();
	const ask = useEffectEvent(request);
	useEffect(() => {
		let isCurrent = true;
		const run = async () => {
			const value = await ask();
			if (isCurrent) {
				setAnswer({key, value});
			}
		};

		void run();
		return () => {
			isCurrent = false;
		};
	}, [key]);
	return answer?.key === key ? answer.value : undefined;
}
