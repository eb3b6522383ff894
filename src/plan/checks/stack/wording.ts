/** Words around the name of a technology that tell how it is named; in the languages that plans are written in, as far as that is short. */

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** They deny what follows in the clause. */
export const DENIALS = set(
  "no not without never avoid avoids avoiding exclude excluding except neither nor don't doesn't won't isn't aren't cannot can't mustn't " +
    "kein keine keinen keiner keinem ohne nicht nie sans pas aucun aucune jamais sin ningún ninguna nunca senza nessun nessuna non sem não " +
    "nenhum nenhuma geen zonder niet",
);
/** They end what is denied. */
export const BUT = set("but instead use uses using sondern aber mais pero sino ma mas maar only");
/** Between the entries of a list. */
export const LISTED = set("or and nor oder und ou et o y ni e en");
/** Between things of which one is enough. */
export const OR = set("or oder ou o vs versus または 或 或者 или");
/** Directly before a name: it is not what is built with. */
export const OLD = set("old legacy former previous alte alten altes ancien ancienne viejo antiguo vecchio antigo oude");
/** Shortly before a name: it is what is left or read from. */
export const AWAY = set(
  "replace replaces replaced replacing from than unlike import imports imported migrate migrates ersetzt ersetzen statt anstatt remplace remplacer " +
    "reemplaza reemplazar sostituisce away beyond drop drops dropping supersede supersedes",
);
/** Shortly before a name: it is compared with, or data. */
export const LIKE = set(
  "like unlike similar than compared resembles wie comme como come parse parses parsing highlight highlights",
);
/** Shortly before a name: others of its kind serve too. */
export const EXAMPLE = set(
  "such like e.g e.g. eg example instance e.g, z.b beispiel exemple ejemplo esempio wie comme como come say",
);
/** Directly before a name: it is what is built with. */
export const USES = set(
  "in with using use uses used via on through built build builds written based stack language framework backend frontend database store require " +
    "requires mit auf nutzt nutzen verwendet verwenden avec en utilise utiliser sur con usa usar utilizza em com usando met gebruikt create add " +
    "install set run write implement develop code powered backed prefer choose by",
);
/** What may stand between that word and the name. */
export const BETWEEN = set(
  "a an the plain pure modern only vanilla our latest eine einem einer der das un une el la uno il uma de",
);
/** "works with MySQL" names a neighbour. */
export const BESIDE = set(
  "works work compatible integrate integrates integration interoperate interoperates deal deals familiar",
);
/** Directly behind a name: it is a name. */
export const THINGS = set(
  "service services backend frontend app apps application api server servers database db cli program library microservice microservices code " +
    "component components project web framework runtime module modules script scripts website site client engine instance container image " +
    "datenbank anwendung base stack version developer and or with for plus",
);
/** Directly behind a common word at the beginning of a sentence: it is no name. */
export const FUNCTION_WORDS = set(
  "to the a an through back over all each every if on in into it its this that these those when how what up down out off at as live ahead by " +
    "sure room use money your our their my his her any",
);
/** Directly behind a name: it is a kind of data or of text. */
export const DATA = set(
  "dump dumps syntax export exports file files snippet snippets snippets compatible style like format",
);
