import { useSearchParams } from 'react-router';
import { usePlatforms } from '../../api/use-platforms.js';
import { useDistricts } from '../../districts/use-districts.js';
import { Loaded } from '../../frame/loaded.js';
import { useWords } from '../../language/use-words.js';
import { AccountViews } from '../account-views.js';
import { FoundNote } from './found-note.js';
import { goalIn, searchOf, type ConnectGoal } from './goal.js';
import { GuidedConnect } from './guided-connect.js';
import '../../language/account-words.js';

/** How an account is connected, step by step, for a district and a platform that the address may name. */
export default function ConnectPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const platforms = usePlatforms();
  const districts = useDistricts();
  const aim = (goal: ConnectGoal) => {
    setSearch(searchOf(goal), { replace: true });
  };
  return (
    <div className="stack">
      <h1>{t('connect.heading')}</h1>
      <AccountViews />
      <FoundNote />
      <Loaded query={platforms}>
        {(offered) => (
          <Loaded query={districts}>
            {(tree) => (
              <GuidedConnect offered={offered} tree={tree} goal={goalIn(search)} onAim={aim} />
            )}
          </Loaded>
        )}
      </Loaded>
    </div>
  );
}
