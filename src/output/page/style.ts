import { declarations } from "./colours.ts";

/** The page's one style sheet. Fonts are those of the reader's system. */
export const STYLE: string = `
:root{color-scheme:light;${declarations("light")};
--sans:-apple-system,BlinkMacSystemFont,"Segoe UI",Inter,Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;
--mono:ui-monospace,"SF Mono","Cascadia Code",Menlo,Consolas,"Liberation Mono",monospace}
@media screen{
:root[data-theme=dark]{color-scheme:dark;${declarations("dark")}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${declarations("dark")}}}
}
*,::before,::after{box-sizing:border-box}
html{font:100%/1.55 var(--sans);background:var(--ground);color:var(--ink);scroll-padding-top:7rem;
-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;overflow-wrap:anywhere}
h1,h2,h3,h4,p,ul,ol,dl,dd,pre{margin:0}
h1{font-size:clamp(1.75rem,1.2rem + 2.4vw,2.625rem);line-height:1.12;letter-spacing:-.022em;font-weight:680;text-wrap:balance}
h2{font-size:1.5rem;line-height:1.25;letter-spacing:-.014em;font-weight:660;margin-bottom:1rem}
h3{font-size:1.125rem;line-height:1.35;letter-spacing:-.006em;font-weight:640;margin:2rem 0 .625rem}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
code{font:.875em/1.45 var(--mono);background:var(--sunken);padding:.12em .34em;border-radius:4px;overflow-wrap:anywhere;-webkit-box-decoration-break:clone;box-decoration-break:clone}
pre{overflow:auto;background:var(--sunken);padding:.875rem 1rem;border-radius:8px}
pre code{background:none;padding:0;white-space:pre}
ul,ol{padding-inline-start:1.25rem}
li+li{margin-top:.3rem}
li::marker{color:var(--soft)}
[hidden]{display:none!important}
.away{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;inset:.5rem auto auto .5rem;z-index:9;background:var(--accent);color:var(--paper);padding:.5rem .875rem;border-radius:6px;transform:translateY(-200%)}
.skip:focus{transform:none}
.soft{color:var(--soft)}
.number,.figure,.share,.name,.matrix,.bar+*,td,th{font-variant-numeric:tabular-nums}
.page{max-width:84rem;margin:0 auto;padding:0 clamp(1rem,3vw,2.5rem)}
.note{background:var(--sunken);border-radius:8px;padding:.625rem .875rem;margin:.75rem 0;font-size:.9375rem}
.label{font-size:.75rem;line-height:1.4;font-weight:640;letter-spacing:.055em;text-transform:uppercase;color:var(--soft);margin:1.125rem 0 .375rem}
.meta{display:flex;flex-wrap:wrap;gap:.25rem .5rem;font-size:.875rem}
.meta>span:has(+span:not(.tag))::after{content:"·";margin-inline-start:.5rem}

.masthead{position:relative;padding:clamp(1.75rem,4vw,3.25rem) 0 2rem}
.eyebrow{font-size:.8125rem;font-weight:640;letter-spacing:.06em;text-transform:uppercase;color:var(--accent);margin-bottom:.5rem}
.lead{font-size:clamp(1.0625rem,1rem + .3vw,1.1875rem);color:var(--soft);max-width:68ch;margin-top:.75rem;text-wrap:pretty}
.facts{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.375rem;margin-top:1rem;font-size:.875rem}
.facts li{margin:0;padding:.1rem .625rem;border:1px solid var(--line);border-radius:99px;background:var(--paper)}
.progress{margin-top:1.75rem}
.progress strong{margin-inline-end:.375rem;font-size:1.125rem;font-weight:680}
.bar{display:block;width:100%;height:10px;margin-top:.5rem;border-radius:5px;overflow:hidden}
.bar-all{fill:var(--line)}.bar-doing{fill:var(--doing)}.bar-done{fill:var(--done)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:1px;margin-top:1.75rem;background:var(--line);border:1px solid var(--line);border-radius:12px;overflow:hidden}
.tiles>div{background:var(--paper);padding:.875rem 1.125rem 1rem;position:relative}
.tiles dt{font-size:.8125rem;color:var(--soft)}
.tiles a{color:inherit;text-decoration:none;display:block}
.tiles a::after{content:"";position:absolute;inset:0}
.tiles>div:hover{background:var(--accent-tint)}
.tiles a:focus-visible{outline:0}.tiles a:focus-visible::after{outline:2px solid var(--accent);outline-offset:-3px;border-radius:10px}
.figure{font-size:1.75rem;line-height:1.25;font-weight:660;letter-spacing:-.02em}
.tiles .soft{font-size:.875rem;margin-inline-start:.25rem}

.columns{display:grid;grid-template-columns:13.5rem minmax(0,1fr);gap:clamp(1.5rem,3vw,3rem);align-items:start}
nav{position:sticky;top:0;max-height:100vh;overflow:auto;padding:1.125rem .25rem 2rem 0;font-size:.9375rem}
nav ul{list-style:none;padding:0}
nav li{margin:0}
nav a{display:block;padding:.3rem .625rem;border-radius:6px;color:var(--soft);text-decoration:none;border-inline-start:2px solid transparent}
nav a:hover{background:var(--sunken);color:var(--ink)}
nav a[aria-current]{color:var(--accent);background:var(--accent-tint);font-weight:600}
nav ul ul{margin:.125rem 0 .375rem .75rem;border-inline-start:1px solid var(--line);font-size:.875rem;padding-inline-start:.25rem}
nav ul ul a{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.5rem}
nav ul ul span:first-child{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.theme{position:absolute;inset-block-start:clamp(1rem,3vw,2.25rem);inset-inline-end:0}
button{font:inherit;font-size:.875rem;color:var(--ink);background:var(--paper);border:1px solid var(--edge);border-radius:6px;padding:.3125rem .75rem;cursor:pointer;min-height:2rem}
button:hover{background:var(--accent-tint);border-color:var(--accent)}
main{padding-bottom:3rem}
main:focus{outline:0}
main>section{padding-top:1.125rem;margin-bottom:3.25rem}

.tools{position:sticky;top:0;z-index:5;background:var(--ground);border-bottom:1px solid var(--line);padding:.75rem 0 .625rem;display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center}
.tools .find{flex:1 1 15rem;position:relative;display:flex}
.tools input[type=search]{font:inherit;width:100%;min-width:0;color:var(--ink);background:var(--paper);border:1px solid var(--edge);border-radius:8px;padding:.4375rem 2.5rem .4375rem .75rem;appearance:none}
.tools input[type=search]::-webkit-search-cancel-button{display:none}
.tools ::placeholder{color:var(--soft);opacity:1}
.tools kbd{position:absolute;inset-inline-end:.625rem;top:50%;transform:translateY(-50%);font:.75rem var(--mono);color:var(--soft);border:1px solid var(--line);border-radius:4px;padding:.05rem .4rem;pointer-events:none}
.tools fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.375rem}
.pick{position:relative;display:inline-flex;align-items:center;gap:.375rem;font-size:.875rem;border:1px solid var(--edge);border-radius:99px;padding:.25rem .75rem;background:var(--paper);cursor:pointer;min-height:2rem}
.pick:hover{background:var(--accent-tint)}
.pick input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.pick:has(:checked){background:var(--accent-tint);border-color:var(--accent);color:var(--accent);font-weight:600}
.pick:has(:focus-visible){outline:2px solid var(--accent);outline-offset:2px}
.tools output{flex-basis:100%;font-size:.875rem;color:var(--soft)}

.icon{width:1rem;height:1rem;flex:none;color:var(--soft);overflow:visible}
.icon.done{color:var(--done)}.icon.doing{color:var(--doing)}
.cards{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:.625rem}
.cards li{margin:0}
.card{display:grid;grid-template-columns:auto auto minmax(0,1fr);gap:.125rem .5rem;align-items:baseline;height:100%;padding:.75rem .875rem;background:var(--paper);border:1px solid var(--line);border-radius:10px;color:inherit;text-decoration:none}
.card:hover{border-color:var(--accent)}
.card .icon{align-self:start;margin-top:.28rem}
.card .number,.step .number{color:var(--soft);font-weight:600}
.card .title{font-weight:600}
.card .size{grid-column:3;font-size:.875rem}

.phase{background:var(--paper);border:1px solid var(--line);border-radius:12px;padding:1.25rem clamp(.875rem,2.2vw,1.5rem) 1.375rem;margin-bottom:1.25rem}
.large .phase{content-visibility:auto;contain-intrinsic-size:auto 40rem}
.phase>header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:.25rem 1.5rem;margin-bottom:.5rem}
.phase h3{margin:0;font-size:1.1875rem;flex:1 1 20rem}
.phase h3 .number{color:var(--accent);margin-inline-end:.25rem}
.phase>p{max-width:72ch}
.phase .meta{margin-top:.5rem}
.share{font-size:.875rem;white-space:nowrap}
progress{appearance:none;border:0;width:5rem;height:6px;border-radius:3px;overflow:hidden;background:var(--line);vertical-align:.1em;margin-inline-end:.375rem;color:var(--done)}
progress::-webkit-progress-bar{background:var(--line)}
progress::-webkit-progress-value{background:var(--done)}
progress::-moz-progress-bar{background:var(--done)}
.steps{list-style:none;padding:0;margin-top:1rem;border-top:1px solid var(--line)}
.step{margin:0;border-bottom:1px solid var(--line)}
summary{display:grid;grid-template-columns:auto auto minmax(0,1fr) auto;gap:.5rem;align-items:baseline;padding:.625rem .375rem;cursor:pointer;list-style:none;border-radius:6px}
summary::-webkit-details-marker{display:none}
summary:hover{background:var(--sunken)}
summary .icon{align-self:start;margin-top:.28rem}
summary .number{min-width:2.1em}
summary .title{font-weight:560}
details[open]>summary .title{font-weight:660}
.step.done .title{color:var(--soft)}
.retired s,.requirement s{color:var(--soft)}
.tags{display:flex;gap:.375rem;align-items:baseline}
.tag{display:inline-block;font-size:.75rem;line-height:1.5;font-weight:560;padding:0 .5rem;border-radius:99px;background:var(--sunken);color:var(--soft);white-space:nowrap}
.tag.size{min-width:1.75rem;text-align:center}
.tag.ready{background:var(--accent-tint);color:var(--accent)}
.tag.verified{background:var(--done-tint);color:var(--done)}
.tag.unverified,.tag.warning,.level-medium{background:var(--doing-tint);color:var(--doing)}
.tag.gap,.tag.error,.level-high{background:var(--bad-tint);color:var(--bad)}
.body{padding:0 .375rem 1.25rem 1.875rem;max-width:80ch;scroll-margin-top:8.5rem}
.body>p{margin-top:.375rem}
details:has(:target)>summary,tr:target>*{background:var(--accent-tint)}
tr:target{scroll-margin-top:4rem}
.files,.checks,.paths{list-style:none;padding:0}
.files li{display:grid;grid-template-columns:3.75rem minmax(0,1fr);align-items:baseline}
.action{font-size:.8125rem;color:var(--soft)}
.action.create{color:var(--done)}.action.delete{color:var(--bad)}
.facts-of{margin-top:1.25rem;padding-top:.875rem;border-top:1px dashed var(--line);display:grid;gap:.375rem;font-size:.875rem}
.facts-of>div{display:grid;grid-template-columns:7.5rem minmax(0,1fr);gap:.5rem;align-items:baseline}
.facts-of dt{color:var(--soft)}
.chips{display:inline-flex;flex-wrap:wrap;gap:.25rem}
.chip{font-size:.8125rem;line-height:1.5;padding:0 .4375rem;border-radius:5px;background:var(--accent-tint);color:var(--accent);text-decoration:none;font-variant-numeric:tabular-nums;white-space:nowrap}
.chip:hover{text-decoration:underline}
.chip.done{background:var(--done-tint);color:var(--done)}
.chip.doing{background:var(--doing-tint);color:var(--doing)}
.chip.retired{background:var(--sunken);color:var(--soft);text-decoration:line-through}
.chip.missing{background:var(--bad-tint);color:var(--bad);white-space:normal}
.exit{margin-top:1rem;font-size:.9375rem}

.scroll{position:relative;overflow:auto;margin-top:.75rem;border:1px solid var(--line);border-radius:12px;background:var(--paper)}
.graph.tall{max-height:88vh}
.legend{font-size:.875rem;margin-top:.5rem}
.graph svg{display:block;min-width:100%}
.graph text{font:12px var(--sans);fill:var(--ink)}
.graph .number{font-weight:660;fill:var(--soft);font-variant-numeric:tabular-nums}
.graph .band{fill:none}.graph .band.even{fill:var(--ground)}
.graph .band-name{font-size:12.5px;font-weight:640;fill:var(--soft);stroke:var(--paper);stroke-width:5px;paint-order:stroke;stroke-linejoin:round}
.graph .band-name.even{stroke:var(--ground)}
.lines path{fill:none;stroke:var(--edge);stroke-width:1.25;marker-end:url(#arrow)}
.lines path.hot{stroke:var(--accent);stroke-width:2.25;marker-end:url(#arrow-hot)}
#arrow path{fill:var(--edge);stroke:none}#arrow-hot path{fill:var(--accent);stroke:none}
.lines marker path{marker-end:none}
.box>rect{fill:var(--paper);stroke:var(--edge);stroke-width:1}
.box use{color:var(--soft)}
.box.done>rect{fill:var(--done-tint);stroke:var(--done)}.box.done use{color:var(--done)}
.box.doing>rect{fill:var(--doing-tint);stroke:var(--doing);stroke-width:1.75}.box.doing use{color:var(--doing)}
.box.retired>rect{stroke-dasharray:4 3}.box.retired text{fill:var(--soft);text-decoration:line-through}
.box:hover>rect,.box.hot>rect{stroke:var(--accent);stroke-width:2}
.box:focus{outline:0}.box:focus-visible>rect{stroke:var(--accent);stroke-width:3}
.box.dim{opacity:.3}

table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{padding:.625rem .875rem;text-align:start;vertical-align:top;border-bottom:1px solid var(--line)}
tbody tr:last-child>*{border-bottom:0}
th{overflow-wrap:break-word}
thead th{font-size:.8125rem;font-weight:620;color:var(--soft);white-space:nowrap}
tbody th{font-weight:620}
.requirements td:nth-child(2){min-width:17rem;width:50%}
.requirements td:nth-child(3){min-width:9rem;width:20%}
.requirements td:nth-child(4){min-width:15rem}
.paths code{font-size:.8125rem;background:none;padding:0}
.requirements .meta{margin-top:.25rem}
.acceptance{font-size:.875rem;margin-top:.25rem}
.paths li+li{margin-top:.125rem}
.matrix{width:auto}
.matrix th,.matrix td{padding:.3125rem .375rem;text-align:center;vertical-align:middle}
.matrix tbody th,.matrix thead tr:last-child th:first-child{text-align:start;position:sticky;inset-inline-start:0;background:var(--paper);z-index:1;padding-inline:.875rem .75rem;min-width:12rem;max-width:22rem;width:22rem}
.matrix tbody th .text{font-weight:400;font-size:.875rem;color:var(--soft)}
.matrix thead a{color:inherit;text-decoration:none}
.matrix thead a:hover{text-decoration:underline}
.matrix .first{border-inline-start:1px solid var(--line)}
.matrix tbody tr:hover>*{background:var(--sunken)}
.matrix td{min-width:2.125rem}
.dot{display:inline-grid;place-items:center;width:1.5rem;height:1.5rem;border-radius:50%}
.dot::before{content:"";width:.75rem;height:.75rem;border-radius:50%;border:2px solid var(--accent)}
.dot.doing::before{border-color:var(--doing);background:linear-gradient(90deg,transparent 50%,var(--doing) 50%)}
.dot.done::before{border-color:var(--done);background:var(--done)}
.dot:hover{background:var(--accent-tint)}

.score.bad .figure{color:var(--bad)}
.findings{list-style:none;padding:0;margin-top:.75rem;display:grid;gap:.5rem}
.finding{margin:0;background:var(--paper);border:1px solid var(--line);border-inline-start:3px solid var(--doing);border-radius:8px;padding:.625rem .875rem}
.finding.error{border-inline-start-color:var(--bad)}
.finding .soft{font-size:.875rem;margin-top:.125rem}
.named{list-style:none;padding:0;max-width:76ch}
.named>li{display:grid;grid-template-columns:2.25rem minmax(0,1fr);gap:.25rem}
.named>li+li{margin-top:.625rem}
.name{font-weight:640;color:var(--soft)}
.pairs>div{display:grid;grid-template-columns:11rem minmax(0,1fr);gap:.25rem 1rem;padding:.4375rem 0;border-top:1px solid var(--line)}
.pairs{max-width:80ch;border-bottom:1px solid var(--line)}
.pairs dt{font-weight:600}
.prose{max-width:72ch;display:grid;gap:.75rem}
#design>ul{max-width:76ch}
footer{border-top:1px solid var(--line);padding:1.25rem 0 3rem;font-size:.875rem;color:var(--soft)}

@media (max-width:60rem){
.columns{grid-template-columns:minmax(0,1fr);gap:0}
nav{position:static;max-height:none;padding:0 0 .75rem}
nav>ul{display:flex;gap:.125rem;overflow:auto;padding-bottom:.25rem}
nav>ul>li{flex:none}
nav ul ul{display:none}
}
@media (max-width:40rem){
html{scroll-padding-top:1rem}
.tiles{grid-template-columns:1fr 1fr}
.tiles>div{padding:.625rem .875rem .75rem}
.tiles .soft{display:block;margin:0}
.phase{margin-inline:-.375rem}
summary{grid-template-columns:auto auto minmax(0,1fr)}
summary .tags{grid-column:3}
.body{padding-inline-start:.375rem}
.facts-of>div,.pairs>div{grid-template-columns:minmax(0,1fr);gap:0}
.share{white-space:normal}
.tools kbd{display:none}
.tools{position:static}
.eyebrow{padding-inline-end:9rem}
.matrix tbody th,.matrix thead tr:last-child th:first-child{min-width:8rem;max-width:9.5rem}
.matrix tbody th .text{display:none}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media (forced-colors:active){.bar-all{fill:Canvas;stroke:CanvasText}.bar-done,.bar-doing{fill:Highlight}.dot::before{forced-color-adjust:none}}
@media print{
html{font-size:10pt;background:#fff}
.page{max-width:none;padding:0}
.columns{display:block}
nav,.tools,.skip,.theme{display:none!important}
details:not([open])::details-content{content-visibility:visible;block-size:auto}
.large .phase{content-visibility:visible}
.phase{border:0;padding:0;margin:0 0 1.5rem}
.masthead{position:relative;padding:0 0 1rem}
main>section{margin-bottom:1.5rem}
.scroll,.graph.tall{max-height:none;overflow:visible;border:0;border-radius:0}
.graph svg{zoom:.66;min-width:0}
tr,.card,.finding,.files,.checks,.facts-of,summary{break-inside:avoid}
h2,h3,h4,summary,.phase>header,.phase>header~p{break-after:avoid}
.facts-of{grid-template-columns:repeat(3,minmax(0,1fr));margin-top:.75rem;padding-top:.5rem}
.facts-of>div{grid-template-columns:auto minmax(0,1fr)}
.body{max-width:none}
.matrix tbody th{position:static}
a{color:inherit;text-decoration:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
