import { CreateDistricts1764000000001 } from './1764000000001-create-districts.js';
import { CreatePeople1764000000002 } from './1764000000002-create-people.js';
import { CreateAccounts1764000000003 } from './1764000000003-create-accounts.js';
import { CreatePosts1764000000004 } from './1764000000004-create-posts.js';
import { CreateDeliveries1764000000005 } from './1764000000005-create-deliveries.js';
import { CreateAudit1764000000006 } from './1764000000006-create-audit.js';
import { SpeedUpDeliveries1764000000007 } from './1764000000007-speed-up-deliveries.js';
import { CreateLanes1764000000008 } from './1764000000008-create-lanes.js';
import { CreateStops1764000000009 } from './1764000000009-create-stops.js';
import { PostWindowsAndRecall1764000000010 } from './1764000000010-post-windows-and-recall.js';
import { CreateRetractions1764000000011 } from './1764000000011-create-retractions.js';
import { CreateArchive1764000000012 } from './1764000000012-create-archive.js';
import { KeepIntentsInTheRow1764000000013 } from './1764000000013-keep-intents-in-the-row.js';
import { NoteClockSkew1764000000014 } from './1764000000014-note-clock-skew.js';
import { LetRecalledStay1764000000015 } from './1764000000015-let-recalled-stay.js';
import { NotePlatformsDown1764000000016 } from './1764000000016-note-platforms-down.js';
import { AskForTextsByPost1764000000017 } from './1764000000017-ask-for-texts-by-post.js';
import { CreateMedia1764000000018 } from './1764000000018-create-media.js';
import { KeepTelegramFiles1764000000019 } from './1764000000019-keep-telegram-files.js';
import { FindAccounts1764000000020 } from './1764000000020-find-accounts.js';
import { KeepAccountHealth1764000000021 } from './1764000000021-keep-account-health.js';
import { EncloseMedia1764000000022 } from './1764000000022-enclose-media.js';
import { CorrectPosts1764000000023 } from './1764000000023-correct-posts.js';
import { ConnectAccounts1764000000026 } from './1764000000026-connect-accounts.js';
import { ChainDeliveries1764000000030 } from './1764000000030-chain-deliveries.js';
import { FollowAccounts1764000000033 } from './1764000000033-follow-accounts.js';
import { ChainAudit1764000000036 } from './1764000000036-chain-audit.js';
import { CreateDevices1764000000040 } from './1764000000040-create-devices.js';
import { CreateInvites1764000000041 } from './1764000000041-create-invites.js';
import { KnowUploadingDevices1764000000042 } from './1764000000042-know-uploading-devices.js';
import { ApprovePosts1764000000045 } from './1764000000045-approve-posts.js';
import { CreateRateBuckets1764000000050 } from './1764000000050-create-rate-buckets.js';
import { HoldOrders1764000000052 } from './1764000000052-hold-orders.js';
import { NoteApprovalReadings1764000000053 } from './1764000000053-note-approval-readings.js';
import { KeepTelegramDocuments1764000000057 } from './1764000000057-keep-telegram-documents.js';
import { KnowAbilities1764000000058 } from './1764000000058-know-abilities.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  CreateDistricts1764000000001,
  CreatePeople1764000000002,
  CreateAccounts1764000000003,
  CreatePosts1764000000004,
  CreateDeliveries1764000000005,
  CreateAudit1764000000006,
  SpeedUpDeliveries1764000000007,
  CreateLanes1764000000008,
  CreateStops1764000000009,
  PostWindowsAndRecall1764000000010,
  CreateRetractions1764000000011,
  CreateArchive1764000000012,
  KeepIntentsInTheRow1764000000013,
  NoteClockSkew1764000000014,
  LetRecalledStay1764000000015,
  NotePlatformsDown1764000000016,
  AskForTextsByPost1764000000017,
  CreateMedia1764000000018,
  KeepTelegramFiles1764000000019,
  FindAccounts1764000000020,
  KeepAccountHealth1764000000021,
  EncloseMedia1764000000022,
  CorrectPosts1764000000023,
  ConnectAccounts1764000000026,
  ChainDeliveries1764000000030,
  FollowAccounts1764000000033,
  ChainAudit1764000000036,
  CreateDevices1764000000040,
  CreateInvites1764000000041,
  KnowUploadingDevices1764000000042,
  ApprovePosts1764000000045,
  CreateRateBuckets1764000000050,
  HoldOrders1764000000052,
  NoteApprovalReadings1764000000053,
  KeepTelegramDocuments1764000000057,
  KnowAbilities1764000000058,
];
