import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { readConfig } from '../kernel/config.js';
import { migrateDatabase } from '../kernel/database/connection.js';
import { seedWorld, type SignIn } from './seed-world.js';

const PEOPLE: Omit<SignIn, 'password'>[] = [
  { login: 'owner', name: 'संचालक (Owner)', role: 'owner', placeCode: 'uttar-pradesh' },
  { login: 'meera', name: 'मीरा · केंद्रीय टीम', role: 'central_editor', placeCode: 'uttar-pradesh' },
  { login: 'ramesh', name: 'रमेश · लखनऊ कार्यकर्ता', role: 'volunteer', placeCode: 'lucknow' },
  {
    login: 'anita',
    name: 'अनीता · लखनऊ प्रमुख, रमेश की पोस्ट मंज़ूर करती हैं',
    role: 'district_lead',
    placeCode: 'lucknow',
  },
  { login: 'sunita', name: 'सुनीता · वाराणसी', role: 'district_lead', placeCode: 'varanasi' },
];

const { values } = parseArgs({
  options: { sandbox: { type: 'string' }, 'sign-ins': { type: 'string' } },
});
const signIns = await signInsFrom(values['sign-ins'] ?? 'sign-ins.json');
const config = { ...readConfig(), role: 'web' as const };
await migrateDatabase(config.databaseUrl);
const app = await NestFactory.createApplicationContext(AppModule.create(config), {
  logger: ['warn', 'error'],
});
await seedWorld(app, { sandboxUrl: values.sandbox ?? '', signIns });
await app.close();
process.stdout.write(`${JSON.stringify(signIns)}\n`);

/** Made once for a data folder and kept there for its owner's eyes, so that a second start knows them too. */
async function signInsFrom(file: string): Promise<SignIn[]> {
  const known = await readFile(file, 'utf8').catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as SignIn[];
  const made = PEOPLE.map((person) => ({ ...person, password: newPassword() }));
  await writeFile(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  return made;
}

/** Eight letters that are easy to tell apart and to type on a phone; about 37 bits. */
function newPassword(): string {
  const letters = 'abcdefghkmnprstuvwxyz23456789';
  const picked = Array.from(randomBytes(8), (byte) => letters[byte % letters.length]);
  return `${picked.slice(0, 4).join('')}-${picked.slice(4).join('')}`;
}
