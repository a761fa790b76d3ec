/* SPDX-License-Identifier: MIT */
/* page_style: the CSS of the page for browsers. Every pair of text and ground has a
 * contrast of 4.5 at least (WCAG 2.2, 1.4.3), bars and lines one of 3 (1.4.11), light and dark. */
#include "uptime/page_style.h"

#include "headgate/banned.h"

/* In pieces, as compilers need not take more than 4095 bytes in one (C17 5.2.4.1). */
static const char colors[] =
    ":root{color-scheme:light dark;--ground:#f3f5f7;--paper:#fff;--ink:#1b2530;"
    "--faint:#55606d;--line:#dbe1e7;--on:#fff;--good:#1a6b3a;--warning:#855000;"
    "--bad:#b3261e;--unknown:#5a6572;--planned:#1f5c9e;--plain:#475462;"
    "--lu:#46976a;--lw:#b07a12;--ld:#cf4a41;--le:#a8211a;--lf:#6f0f0b;--lp:#6488b0;"
    "--ln:#7c8792;--p95:#1f4f86;--was:#6d8db3;--band:#f7d9d6}\n"
    "@media(prefers-color-scheme:dark){:root{--ground:#11161b;--paper:#1a2129;"
    "--ink:#e5eaf0;--faint:#a3aeba;--line:#2d3743;--on:#fff;--good:#237a47;"
    "--warning:#8a5a0c;--bad:#b5352d;--unknown:#566270;--planned:#2a66a8;"
    "--plain:#4b5866;--lu:#3f8f63;--lw:#c79a3c;--ld:#e0635a;--le:#f28b83;--lf:#ffc2bc;"
    "--lp:#5f8bbb;--ln:#77838f;--p95:#a9cbee;--was:#6f8fb3;--band:#4a2726}}\n";

static const char head[] =
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,"
    "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
    "overflow-wrap:anywhere}\n"
    "header,nav,main,footer{max-width:66rem;margin:0 auto;padding:0 1.25rem}\n"
    "header{padding-top:2rem}\n"
    "h1{font-size:clamp(1.5rem,4.5vw,2.3rem);line-height:1.2;margin:0 0 .5rem;"
    "letter-spacing:-.01em;padding-left:.9rem;border-left:.4rem solid}\n"
    "h1,.word{--tone:var(--plain)}.good *,.good{--tone:var(--good)}"
    ".warning *,.warning{--tone:var(--warning)}.bad *,.bad{--tone:var(--bad)}"
    ".unknown *,.unknown{--tone:var(--unknown)}.planned{--tone:var(--planned)}\n"
    "h1{border-color:var(--tone)}h1::first-letter{text-transform:uppercase}\n"
    "header p{color:var(--faint);margin:0}\n"
    "a{color:inherit;text-underline-offset:.2em;text-decoration-thickness:.06em}\n"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;padding:.5rem "
    "1rem;"
    "background:var(--paper);z-index:1}\n"
    ":focus-visible{outline:.15rem solid var(--p95);outline-offset:.15rem}\n"
    "nav ul{display:flex;flex-wrap:wrap;gap:.1rem 1.25rem;list-style:none;margin:1rem 0 "
    "0;"
    "padding:0;font-size:.9rem}nav a{display:inline-block;padding:.2rem 0}\n"
    ".facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(10rem,1fr));"
    "gap:.75rem;margin:1.25rem 0}\n"
    ".facts div,section{background:var(--paper);border:1px solid var(--line);"
    "border-radius:.6rem}\n"
    ".facts div{padding:.8rem 1rem}.facts dd{margin:0}\n"
    ".facts dt,.facts dd+dd,article p,figcaption,.axis,.legend,h2 span,caption,"
    "thead th,details p,section>p{color:var(--faint);font-size:.875rem}\n"
    ".facts dt+dd{font-size:1.6rem;font-weight:650;line-height:1.3}\n"
    ".facts,b,table,.axis{font-variant-numeric:tabular-nums}\n";

static const char entries[] =
    "section{margin:1.25rem 0;padding:1.25rem;scroll-margin-top:.5rem}\n"
    "h2{font-size:1.2rem;line-height:1.3;margin:0 0 .75rem;display:flex;gap:1rem;"
    "justify-content:space-between;align-items:baseline}\n"
    "h2 span{font-weight:400;white-space:nowrap}\n"
    "h3{font-size:1rem;font-weight:600;margin:0;flex:1;min-width:0}\n"
    "p{margin:.2rem 0 0}b{font-weight:650;white-space:nowrap;text-align:right}\n"
    "article{border-top:1px solid var(--line);padding:.7rem 0}"
    "h2+article{border-top:0;padding-top:0}article:last-child{padding-bottom:0}\n"
    ".top{display:flex;gap:.6rem;align-items:baseline}\n"
    ".word{display:inline-block;background:var(--tone);color:var(--on);font-size:.75rem;"
    "font-weight:400;line-height:1.5;border-radius:.3rem;padding:0 .45rem;"
    "white-space:nowrap}\n"
    "details{border-top:1px solid var(--line)}h2+details,details details{border-top:0}\n"
    "summary{display:grid;grid-template-columns:.8rem minmax(0,1fr) minmax(4rem,38%) "
    "5.5rem;"
    "gap:0 .75rem;align-items:center;padding:.45rem 0;cursor:pointer;list-style:none}\n"
    "summary::-webkit-details-marker{display:none}\n"
    "summary::before{content:'';border:.3rem solid transparent;border-left-color:"
    "var(--faint);border-right:0}[open]>summary::before{transform:rotate(90deg)}\n"
    "details details summary,.more>summary{grid-template-columns:.8rem "
    "1fr;font-size:.9rem}"
    ".more>summary+article{border-top:0}\n"
    "details>div{padding:0 0 1rem 1.55rem;scroll-margin-top:4rem}\n";

static const char charts[] =
    ".shared{position:absolute;width:0;height:0}\n"
    "svg{display:block;width:100%}.strip{height:1.25rem}.chart{height:5rem}"
    ".row .chart{height:3.5rem}\n"
    "figure{margin:.75rem 0;min-width:0}figure .chart{border-bottom:1px solid "
    "var(--ln)}\n"
    ".lu{fill:var(--lu)}.lw{fill:var(--lw)}.ld{fill:var(--ld)}.le{fill:var(--le)}"
    ".lf{fill:var(--lf)}.lp{fill:var(--lp)}.ln{fill:var(--ln)}\n"
    ".t{fill:none;pointer-events:all}.band{fill:var(--band)}.mark{fill:var(--le)}\n"
    ".gaps,.weeks,.p95,.was,.warn,.fail{fill:none;vector-effect:non-scaling-stroke}"
    ".gaps,.weeks{stroke:var(--paper)}.weeks{stroke-width:3}\n"
    ".was,.warn,.fail{stroke-width:1.5}.was{stroke:var(--was);stroke-dasharray:1 3;"
    "stroke-linecap:round}.warn{stroke:var(--lw);stroke-dasharray:8 4}"
    ".fail{stroke:var(--le)}\n"
    ".p95{stroke:var(--p95);stroke-width:2.25;stroke-linecap:round;"
    "stroke-linejoin:round}\n"
    ".axis{display:flex;justify-content:space-between;gap:1rem;padding-top:.2rem}"
    ".axis span:last-child{text-align:right}\n"
    ".legend,.strips{list-style:none;margin:1rem 0 0;padding:0}\n"
    ".legend{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem}"
    ".legend li{display:flex;gap:.4rem;align-items:center}"
    ".legend .strip{width:.7rem;height:1.1rem}.legend .line{width:1.5rem;height:.75rem}"
    ".legend+details{margin-top:1rem}\n"
    ".row{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,5fr);gap:0 1rem;"
    "align-items:center;font-size:.9rem}.row>span{color:var(--faint)}\n"
    ".strips .row{min-height:1.6rem}.strips a,.strips .row>span{overflow:hidden;"
    "text-overflow:ellipsis;white-space:nowrap;line-height:1.6rem}\n";

static const char tables[] =
    "table{border-collapse:collapse;width:100%;font-size:.9rem;margin-top:.75rem}\n"
    "caption{text-align:left;padding:.2rem "
    "0}.same{position:absolute;clip-path:inset(50%);"
    "width:1px;height:1px;overflow:hidden}\n"
    "th,td{text-align:right;padding:.3rem 0 .3rem .9rem;vertical-align:baseline}"
    "td{white-space:nowrap}\n"
    "th{font-weight:400}th:first-child{text-align:left;padding-left:0}\n"
    "tbody tr{border-top:1px solid var(--line)}\n"
    "footer{color:var(--faint);font-size:.875rem;padding-bottom:2rem}.paper{display:none}"
    "\n"
    "@media(max-width:40rem){.weeks{stroke-width:2}header,nav,main,footer{padding-left:."
    "75rem;"
    "padding-right:.75rem}section{padding:1rem .85rem}"
    ".facts{grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.5rem}"
    ".facts div{padding:.6rem .75rem}.facts dt+dd{font-size:1.3rem}"
    "summary{grid-template-columns:.8rem minmax(0,1fr) auto}"
    "details details summary{grid-template-columns:.8rem 1fr}summary "
    ".strip{grid-column:2/4;grid-row:2;margin-top:.2rem}"
    "details>div{padding-left:0}.axis span:nth-child(2){display:none}"
    ".row{grid-template-columns:minmax(0,1fr)}.row>span:empty{display:none}"
    ".strips .row{padding-top:.3rem}\n"
    "table,tbody{display:block}thead{position:absolute;left:-99rem}td:empty{display:none}"
    "caption{display:block}"
    "tr{display:flex;flex-wrap:wrap;gap:0 .6rem;padding:.35rem 0}"
    "td,th{padding:0}tbody th{flex:1 1 60%}"
    "td+td{color:var(--faint)}td[data-c]::before{content:attr(data-c) ' '}}\n"
    "@media print{:root{--ground:#fff}body{font-size:10pt}header,nav,main,footer"
    "{max-width:none;padding:0}nav,details details:not([open]){display:none}"
    "section,.facts div{border:0;padding:.4rem 0}"
    ".facts{grid-template-columns:repeat(5,1fr)}.paper{display:block}"
    ".facts div,article,figure,tr,li,details[open],.legend,.row{break-inside:avoid}"
    "h2,h3,caption,[open]>summary,.legend{break-after:avoid}"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";

void hg_page_style_write(struct hg_sink *sink)
{
    hg_sink_text(sink, colors);
    hg_sink_text(sink, head);
    hg_sink_text(sink, entries);
    hg_sink_text(sink, charts);
    hg_sink_text(sink, tables);
}
