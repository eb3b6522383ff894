/**
 * Words that plans of any software share: they say nothing of which project a plan is about.
 * @module
 */

/** Stems, as `contentStems` gives them; shorter ones do not count anyway. */
export const COMMON_STEMS: ReadonlySet<string> = new Set(
  (
    "accept acceptanc access accessib accessibility account action actuator add address adr advanc after again " +
    "against alembic alon already alway among anchor angular another ansibl answer api apis apply approv " +
    "architectur aria ask assert assum assumption async aut availab availability await aws axio azur babel back " +
    "backend background backlog backup basic bcrypt becaus befor begin behavior behaviour below benchmark besid " +
    "best better between black boilerplat bootstrap branch break brief broken broker browser bug build built bun " +
    "bundl cach call caller cannot cargo cas cdn celery chang changelog character check checkout choic choo class " +
    "clean clear cli client cloud cod codecov column com command comment commit common compar compil compiler " +
    "complet complexity compo component config configur configuration confirm conftest connect connection " +
    "consider constraint construct construction contain content contract contributor control controller copy cor " +
    "correct count cover coverag crash creat creation criteria criterion critical cron crud csrf css current " +
    "custom customiz cypress daemon daily dao data databa day declar default defin definition delet deletion " +
    "deliver deliverabl deno depend dependabot dependency deploy deployment describ description design detail " +
    "develop developer development devplan diagram differ directory dist django dns doc docker dockerfil document " +
    "documentation don dotenv draft dto dur eager early edit editorconfig efficiency efficient effort els empty " +
    "enabl enabler end endpoint enough ensur enter entry env environment epic erd error eslint eslintrc estimat " +
    "event every everyth exact exampl execut execution exist exit expect experienc explain express extend extern " +
    "fail failur fal fast field figma fil fill filter find finish first fit fix fixtur flask flow flowchart fly " +
    "folder follow form format framework fresh frontend full fully function functional functionality fut gcp " +
    "general generat generation get git github gitignor giv given goal goe golang good gradl grafana graphql " +
    "green group grpc guid gunicorn hand handl handoff happen harden hav head helm helmet help heroku hibernat " +
    "high hold hook host hot hour html http husky ident identify imag implement implementation import important " +
    "improv index information init initial initialis initializ input install instantiat instead instruction " +
    "integrat integration interfac intern invalid isort issu item itself java javascript jest job json junit jwt " +
    "kafka keep key kickoff kind know known kotlin kubernet lambda languag larg last later layer layout lazy lead " +
    "least leav left length less let level librari library licen licens lighthous likely limit lin link lint " +
    "linter list load local locat lock log logic lombok long look low machin mad main maintain maintainer mak " +
    "makefil manag management manager manual many map markdownlint maven mean measur medium meet memory messag " +
    "method middl middlewar migrat migration mileston minify minimum miss mistak mit mitigat mitigation mock " +
    "mockito mod model modify modul mongodb monitor monorepo month monthly mov much multipl mvc mvp mypy mysql " +
    "nam necessary net netlify network never new newer next nginx nod nodemon non normal not noth notic now npm " +
    "npx null number nvmrc oauth object objectiv off offer old older onboard onc open openapi opentelemetry " +
    "operat operation ops optimis optimiz optimization option optional order org orm output outsid overview owasp " +
    "owner packag pag parallel param parameter part pass password path pattern payment peopl perform performanc " +
    "permission person pha php pinia pip pipelin plac placeholder plain plan platform playwright pnpm poetry " +
    "point policy pool position possibl post postgr postgresql precommit prepar present prettier prettierrc " +
    "previous primary print priority prisma problem process produc product production profil profiler program " +
    "progress prometheu promis proper propo prov public publish puppeteer purpo push put pydantic pyproject " +
    "pytest python quality query question queu quick quot rabbitmq ran rbac react read reader readm ready real " +
    "reason record red redi redux refactor refer refus regression reject relat relea releas reliab reliability " +
    "reload remain remov render repeat replac replicat repo report repositor repository request requir " +
    "requirement reset resourc respon respons responsiv rest restrict result retrieval retry return reus review " +
    "reviewer rfc right risk robust rol rollback rollout root rout router ruby ruff rul run runn rust saf sam " +
    "sampl sav say scaffold scal scalab scalability schedul schema scop screen screenshot script seamless second " +
    "secondary secret section secur security see seed seen select selenium semver send sentenc sentry separat " +
    "sequenc serv server servic session set setup several severity shar short show sideway sign simpl simplest " +
    "sinc singl siz skeleton skill slic slow small smok smtp snapshot solution solv somebody sonarqub sourc " +
    "sourcemap spec specifi specific specification specify spend spr sprint sql sqlalchemy sqlit src ssl stabl " +
    "stack stag stagin standard start stat status stay step stop stor storag story storybook str structur stub " +
    "styl stylelint subject success successful sur swagger swift switch sync systemd tabl tag tailwind tak target " +
    "task team tech technical technology tell templat term terminal terraform test testcontainer text thin thing " +
    "think third thre thread throughout tick tim timelin timeout titl tls together tok token top total touch " +
    "track tre tri tru try tsconfig turborepo turn twic two typ typescript uml unchang unit unittest unknown " +
    "until unus updat upgrad url usab usability usag utiliz uvicorn valid validat validation valu variabl venv " +
    "vercel verify version vertical view virtualenv visibl visit vit vitest vue vuex wait walk walkthrough want " +
    "warn way wcag web webpack websit websocket week weekly whol whom wir word work worker workflow workspac " +
    "worst wrap writ written wrong www xml xss yaml yarn year yml"
  ).split(" "),
);
