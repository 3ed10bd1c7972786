import { useId, useRef, useState } from 'preact/hooks';
import type { Recipe } from '../lib/domain/recipe.ts';
import {
  originOf,
  RECIPE_CAPS,
  type RecipeProblem,
  readRecipes,
  writeRecipes,
} from '../lib/domain/recipe-file.ts';
import { taughtHost } from '../lib/domain/taught.ts';
import { useBeside } from './context.ts';
import { Icon } from './icon.tsx';
import { IconButton } from './parts.tsx';
import { saveFile } from './save-file.ts';
import type { SiteSwitch } from './site-section.tsx';

/** A taught site can be given away as a file, or taken away, with undo. */
export function TaughtTools({ site }: { site: string }) {
  const { t, host, fail, notify, mayAct } = useBeside();
  const name = taughtHost(site);
  const find = async () => (await host.taught?.list())?.find((recipe) => recipe.id === site);
  const give = () => {
    find().then((recipe) => {
      if (recipe) saveFile(`beside-${name}.json`, 'application/json', writeRecipes([recipe]));
    }, fail);
  };
  const drop = async (event: Event) => {
    if (!mayAct(event)) return;
    const recipe = await find();
    if (!recipe) return;
    await host.taught?.drop(site);
    notify({ text: t('taught_dropped', { site: name }), takeBack: async () => host.taught?.keep([recipe]) });
  };
  return (
    <span class="row-acts">
      <IconButton
        act="taught-export"
        icon="download"
        label={t('taught_export', { site: name })}
        onAct={give}
      />
      <IconButton
        act="taught-drop"
        icon="trash"
        label={t('taught_drop', { site: name })}
        onAct={(event) => void drop(event).catch(fail)}
      />
    </span>
  );
}

/** Takes taught sites from a file: what each reads and where is shown before anything is kept. */
export function RecipeImport({ sites }: { sites: SiteSwitch[] }) {
  const { t, host, fail, notify, mayAct } = useBeside();
  const [found, setFound] = useState<Recipe[]>([]);
  const [problem, setProblem] = useState<RecipeProblem | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const look = async (file: File | undefined) => {
    setFound([]);
    setProblem(null);
    if (!file) return;
    // A film is not read to its end to see that it is no recipe.
    const read =
      file.size > RECIPE_CAPS.file * 4 ? { problem: 'too-big' as const } : readRecipes(await file.text());
    if ('problem' in read) setProblem(read.problem);
    else setFound(read.recipes);
    if (field.current) field.current.value = '';
  };
  const keep = (event: Event) => {
    if (!mayAct(event)) return;
    host.taught?.keep(found).then(() => {
      notify({ text: t('taught_kept', { count: found.length }) });
      setFound([]);
    }, fail);
  };
  return (
    <div class="recipe-import" data-part="recipe-import">
      <label class="button recipe-file" for={id}>
        <Icon name="upload" /> {t('taught_import')}
        <input
          ref={field}
          id={id}
          class="unseen"
          type="file"
          data-part="recipe-file"
          accept=".json,application/json"
          onChange={(event) => void look(event.currentTarget.files?.[0]).catch(fail)}
        />
      </label>
      {problem && (
        <p class="hint fact-long" role="alert" data-part="recipe-problem">
          {t(`taught_problem_${problem.replaceAll('-', '_') as 'newer'}`)}
        </p>
      )}
      {found.length > 0 && (
        <div class="recipe-preview" data-part="recipe-preview">
          <p>{t('taught_preview')}</p>
          <ul>
            {found.map((recipe) => (
              <RecipeLine key={recipe.id} recipe={recipe} sites={sites} />
            ))}
          </ul>
          <span class="row-acts">
            <button type="button" class="button button-primary" data-act="taught-keep" onClick={keep}>
              {t('taught_keep')}
            </button>
            <button type="button" class="button" data-act="taught-cancel" onClick={() => setFound([])}>
              {t('cancel')}
            </button>
          </span>
        </div>
      )}
    </div>
  );
}

/** What a recipe reads, and where; that it takes the place of another is said before it does. */
function RecipeLine({ recipe, sites }: { recipe: Recipe; sites: SiteSwitch[] }) {
  const { t, format } = useBeside();
  const origin = originOf(recipe) ?? '';
  const before = sites.find((one) => one.origin === origin);
  const reads = [
    t('recipe_reads_name'),
    recipe.messages.items.length > 0 && t('recipe_reads_messages'),
    recipe.messages.direction.length > 0 && t('recipe_reads_sides'),
    ...(recipe.people.header?.identities ?? []).map(({ as }) =>
      as === 'email:'
        ? t('recipe_reads_email')
        : as === 'tel:'
          ? t('recipe_reads_phone')
          : t('recipe_reads_id'),
    ),
    recipe.order && t('recipe_reads_order'),
    recipe.replyBox.length > 0 && t('recipe_reads_reply'),
  ].filter((one) => typeof one === 'string');
  return (
    <li class="recipe-line" data-part="recipe-line">
      <b>{origin}</b>
      <span class="hint">{recipe.id}</span>
      <span>{[...new Set(reads)].join(' · ')}</span>
      {before && <span class="hint">{t('recipe_replaces', { site: format.place(before.site) })}</span>}
    </li>
  );
}
