/** Sentences for people: what happened, then what to do. `{name}` is filled from the problem's params. */
export const PROBLEM_TEXTS_EN = {
  not_signed_in: 'You are not signed in, or your session has ended. Sign in again.',
  sign_in_refused: 'Login name and password do not match. Check both and try again.',
  sign_in_refused_here:
    'Login name, password and code do not match, or this device is not authorised. Check all three; for a new device ask the person who invited you for a new invite.',
  passwords_off: 'Passwords are switched off here. Sign in with your passkey.',
  passkey_refused:
    'The passkey was not accepted: it is unknown here, or its time has passed. Try again; if it stays, ask the person who invited you for a new invite.',
  step_up_needed: 'Show once more that it is you, then it goes on.',
  step_up_refused: 'That did not match. Check it and try again.',
  invite_ended:
    'This invite was used already, has ended or was taken back. Ask the person who invited you for a new one.',
  invite_refused: 'The person who invited you said no to this phone. Ask them.',
  invite_unconfirmable: 'Nothing of this invite waits for you any more. Refresh the page.',
  matching_code_differs:
    'This is not the number of the phone that waits. Say no to it if it is not the one before you.',
  not_yourself:
    'You cannot put yourself out of service. Ask another owner, or the person above you.',
  role_not_yours: 'You cannot invite or change somebody in this role. Ask the person above you.',
  place_not_yours: 'This place is not below yours. Choose one of your own places.',
  code_wrong: 'The six digits do not match. Check the clock of the phone and type the newest ones.',
  already_claimed: 'This Munadi has an owner already. Ask them for an invite.',
  no_places_yet:
    'The tree of places is empty. Import it first: npm run munadi -- districts import FILE.',
  too_many_sign_ins: 'Too many wrong passwords. Wait {minutes} minutes, then try again.',
  too_many_requests: 'Too many requests at once. Wait {seconds} seconds, then try again.',
  not_allowed: 'Your role does not allow this here. Ask the person who invited you.',
  cross_site:
    'The request came from another website and was refused. Open Munadi itself and try again.',
  not_found: 'There is no such {what}. It may have been removed; go back and refresh.',
  invalid_input: '{detail}',
  unreadable_body: 'The request could not be read: {detail}. Send it again.',
  body_too_large:
    'What was sent is larger than {maxMegabytes} MB. Split a file and import the parts; shorten a text.',

  csv_broken:
    'Line {line} of the CSV has {cells} cells where the first line has {columns}. Mend that line and import again.',
  csv_quote:
    'A quotation mark is out of place in the CSV, in the row that starts on line {line}. Mend it and import again.',
  csv_column_twice:
    'The column "{column}" stands twice in the first line. Remove or rename one of them.',
  csv_column_unnamed:
    'Column {number} has no name in the first line. Name it or delete the column.',
  csv_column_missing:
    'The column "{column}" is missing. Add it to the first line; the columns are {columns}.',
  file_empty: 'The file has no rows. Export it again and import that.',
  file_not_json: 'The file is not valid JSON: {detail}. Mend it and import again.',
  file_not_text:
    'The file is not UTF-8 text: line {line} holds unreadable characters. Save it as "CSV UTF-8" and import that.',
  file_missing: 'The file {file} cannot be opened. Check the path and the rights.',
  more_problems:
    'Only the first {shown} of {total} problems are listed, and nothing was imported. Mend these and import again.',

  value_missing: 'The column "{column}" is empty. Fill it in.',
  value_too_long: '"{column}" is longer than {max} characters. Shorten it.',
  value_not_text: '"{column}" must be text in quotation marks. Correct it.',
  kind_unknown: '"{kind}" is not a kind of place. Use one of: {kinds}.',
  attribute_name_invalid:
    'The column "{name}" cannot be a variable. Use small letters, digits and _, a letter first, 40 at most.',
  yes_or_no_expected: '"{value}" is neither yes nor no. Write yes or no.',
  number_expected: '"{value}" is not a whole number. Write digits only, or leave the cell empty.',
  number_shortened:
    'The spreadsheet has rounded the number to "{value}". Format the column as text, enter the whole number and export again.',

  code_taken_in_file: 'The code "{code}" stands twice in the file. Give each place its own code.',
  parent_unknown:
    'The parent "{parent}" is neither in the file nor already imported. Add it or correct the code.',
  parent_loop: 'The place "{code}" is its own ancestor. Correct the parent codes.',
  place_below_its_kind:
    'A {kind} cannot stand below a {parentKind}. Correct the kind or the parent.',

  district_unknown:
    'There is no district with the code "{code}". Import it first or correct the code.',
  account_taken:
    'The {platform} account "{remoteId}" already belongs to {district}. Remove it from one of the two rows.',
  account_in_file_twice:
    'The {platform} account "{remoteId}" stands twice in the file. Remove one of the two rows.',
  remote_id_malformed:
    '"{value}" is not the lasting numeric id of a {platform} account. X gives the number as "id" at /2/users/me, Telegram as "id" of the chat at getChat (-100… for a channel), a Facebook Page under About, Page transparency.',
  credential_malformed:
    'The column "{column}" does not hold what {platform} gives out. Copy it again, whole and without spaces.',
  credential_missing: 'The column "{column}" is empty. {platform} needs it to publish.',
  account_not_listed:
    'The token does not speak for account {remoteId} on {platform}. List the accounts again and match it anew.',
  accounts_not_listed:
    '{platform} has no token that speaks for several accounts. Import its accounts from a file.',
  listing_refused:
    '{platform} does not list the accounts of this token: {detail}. Make a new token that may list them.',
  platform_unreachable:
    '{platform} could not be asked: {detail}. The account stays as it was; check it again later.',
  platform_unknown: '"{platform}" is not a platform Munadi knows. Use one of: {platforms}.',

  text_missing: 'There is no text for {platform}. Write one, or leave {platform} out.',
  text_too_long:
    'The {platform} text for {district} has {units} of {maxUnits} characters. Shorten it by {overUnits}.',
  part_missing:
    'Part {part} of the thread says nothing on {platform}. Write it, or take the part out.',
  part_too_long:
    'Part {part} of the {platform} thread for {district} has {units} of {maxUnits} characters. Shorten it by {overUnits}.',
  part_repeats:
    'Part {part} of the {platform} thread for {district} says the same as an earlier part, which {platform} refuses. Change its words, or take it out.',
  thread_too_long:
    'A thread on {platform} has {maxParts} posts at most, and this one has {parts}. Put some parts together.',
  thread_length_fixed:
    'The thread of this post has {parts} further parts, and {given} came with the correction. Give each part its words; none can be added or taken out any more.',
  text_too_many_tags:
    'The {platform} text for {district} has {count} words with {sign}; {platform} takes {max}. Take some out.',
  variable_missing:
    '{{variable}} has no value for {count} districts: {districts}. Fill it in for them or leave them out.',
  variable_unknown: '{{variable}} is not known for any district. Check its spelling.',
  no_targets:
    'No account matches the chosen districts and platforms. Choose at least one that has an account.',
  due_in_past: 'The time {due} has passed. Choose a later one, or publish now.',
  wall_time_invalid: '"{wallTime}" is not a time in {zone}. Write it like 2026-12-31T17:30.',
  wall_time_skipped: 'The clocks in {zone} skip {wallTime} on that day. Choose another time.',
  zone_unknown: '"{zone}" is not a time zone. Use a name such as Asia/Kolkata.',
  media_missing:
    'The picture or video number {mediaId} is not in the library. Take it out of the post, or upload it again.',
  media_not_ready:
    'A video is still being prepared for the platforms. Nothing was sent; try again in a minute.',
  media_too_large:
    'The file is larger than {maxMegabytes} MB. Make it smaller or shorter, and upload that.',
  upload_unfinished: 'The file has not arrived whole yet. Let the upload go on, then look again.',
  media_empty: 'The file is empty. Choose another one.',
  media_kind_unknown:
    'This is no picture or video that Munadi takes: {found}. Save it as JPEG, PNG, WebP, GIF or MP4 and upload that.',
  media_heic:
    'HEIC pictures cannot be read here. On the phone choose "Most compatible" under Camera, Formats, or save the picture as JPEG.',
  media_damaged:
    'The file is damaged or cut off, so it cannot be shown. Copy it again from where it comes, and upload that.',
  media_too_many_pixels:
    'The picture has {megapixels} megapixels; up to {maxMegapixels} can be handled. Make it smaller and upload that.',
  media_too_many_frames:
    'The moving picture has {frames} frames of this size, which is too much. Shorten it, or upload it as a video.',
  media_no_video_stream: 'The file has sound but no picture. Choose a video.',
  media_video_codec:
    'The video is written as "{codec}", which cannot be read here. Export it as MP4 with H.264 and upload that.',
  media_too_much_work:
    'The file could not be read within the time and memory that one file is given. Make it smaller or shorter, and upload that.',
  media_no_ffmpeg:
    'Videos cannot be uploaded: the programs ffmpeg and ffprobe are missing on the server. The operator installs them (on Debian and Ubuntu: apt-get install ffmpeg); no restart is needed.',
  media_does_not_fit:
    '"{name}" cannot be made small enough for {platform}. Shorten it, or leave {platform} out.',
  media_making_failed:
    '"{name}" could not be prepared for {platform}. Export it again as JPEG or MP4 and upload that, or leave {platform} out.',
  media_required:
    '{platform} posts nothing without a picture or video. Add one, or leave {platform} out.',
  media_kind: '{platform} does not take {kind}. Leave them out, or leave {platform} out.',
  media_set: 'One post on {platform} carries {sets}. Take some out, or leave {platform} out.',
  video_too_long:
    'A video on {platform} may last {maxSeconds} seconds. Choose a shorter one, or leave {platform} out.',
  video_too_short:
    'A video on {platform} lasts at least {minSeconds} seconds. Choose a longer one, or leave {platform} out.',
  option_unknown: '{platform} has no setting "{name}". Reload the page and compose the post again.',
  option_wrong:
    'The setting "{name}" for {platform} is not complete or too long. Mend it, or leave it out.',
  ability_missing:
    '"{option}" will not happen on {platform} in: {districts} (accounts: {count}). The posts go out without it. {remedy}; then check the account on the page Accounts.',
  media_right_missing:
    '{platform} will not take pictures and videos in: {districts} (accounts: {count}). Nothing goes out there. Ask whoever keeps the account for the right to send them; then check it on the page Accounts.',
  connect_not_set_up:
    "Accounts on {platform} can't be connected yet. Ask the operator to set up the organisation's application; until then import the account with its keys.",
  connect_ended:
    'This connection has ended or belongs to another browser. Begin again under Accounts.',
  connect_declined:
    '{platform} says that the account was not lent to Munadi. Begin again under Accounts and allow it there.',
  connect_failed: '{platform} did not hand over the account: {detail}. Begin again under Accounts.',
  connect_elsewhere:
    "{handle} belongs to another district already. Sign in at the platform with this district's account, then begin again.",
  connect_other:
    'You were signed in at the platform as {handle}, which is another account. Sign in there with the right one, then begin again.',
  option_with_media:
    '{platform} takes the setting "{name}" only without pictures and videos. Leave the setting out, or take them out.',
  priority_not_yours:
    'Only the central team may let a post go before the others. Choose the priority "local".',
  operation_reused:
    'This form was already sent with other content. Reload the page and compose the post again.',

  login_taken: 'Somebody already signs in as "{login}". Choose another login name.',
  login_invalid:
    '"{login}" cannot be a login name. Use 1 to 100 small letters, digits and the signs . _ @ + -.',
  name_missing: 'The person has no name. Give one of at most 200 characters.',
  password_too_short: 'The password is too short. Use at least {minimum} characters.',

  not_retryable:
    'This delivery is {state} and cannot be tried again. Only one that surely did not go out can.',
  not_decidable: 'This delivery is {state}; there is nothing to decide.',
  post_stopped:
    'The post was stopped, so nothing of it is sent again. Say that it went out, or leave it.',
  not_cancellable: 'Nothing of this post is waiting any more, so nothing was cancelled.',
  approval_of_own: 'Nobody approves their own post. Ask somebody else who may approve.',
  approval_not_waiting:
    'The post does not wait for approval any more. Refresh to see what became of it.',
  approval_changed:
    'The post was changed after you read it, and nothing was decided. Read it as it stands now, then decide.',
  approval_too_late:
    'The last moment of this post has passed, so it does not go out. Send it back: its author may choose another time.',
  approval_out_of_reach:
    'Some of its accounts are not in your places any more. Send it back: its author has to choose the places anew.',
  correction_needs_approval:
    'So many accounts need a second person, also for other words. Take the post back and write it anew: it is then approved.',
  order_of_own: 'Nobody confirms their own order. Ask somebody else who may approve.',
  order_not_waiting:
    'This order does not wait for a second person any more. Refresh to see what became of it.',
  order_changed:
    'The order is not the one that you read, and nothing was decided. Refresh and read it as it stands now.',
  order_outdated:
    'What this order is about has changed since it was given, so nothing was done. Refuse it, and have it ordered anew.',
  not_correctable:
    'This post was stopped, taken back, or is too old for its accounts to be known. Nothing was changed.',
  not_recallable:
    'It is no longer kept to which accounts this old post went, so nothing was taken back. Delete it by hand where it still stands.',

  internal:
    'Something went wrong on the server and nothing was saved. Try again; if it stays, tell the operator the number {reference}.',
} as const;
