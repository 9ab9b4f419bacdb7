import {writeFileSync} from 'node:fs';
import {documents, makeDocument} from './documents.js';

// `npm run docs`: the parts of the documents that are made from the code.
for (const path of documents) {
	writeFileSync(path, await makeDocument(path));
}
