import process from 'node:process';
import {main} from '../../source/main.js';
import {registerEvents} from './register.js';

// The program, with the third guide.
registerEvents();
process.env.AWS_EC2_METADATA_DISABLED = 'true';
process.exitCode = await main();
