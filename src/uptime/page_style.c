/* SPDX-License-Identifier: MIT */
/* page_style: the CSS of the page for browsers. Every pair of text and ground has a
 * contrast of 4.5 at least (WCAG 2.2, 1.4.3), light and dark. */
#include "uptime/page_style.h"

#include "headgate/banned.h"

/* In pieces, as compilers need not take more than 4095 bytes in one (C17 5.2.4.1). */
static const char colors[] =
    ":root{color-scheme:light dark;--ground:#eef1f4;--paper:#fff;--ink:#1b2530;"
    "--faint:#55606d;--line:#dbe1e7;--on:#fff;--good:#1a6b3a;--warning:#855000;"
    "--bad:#b3261e;--unknown:#5a6572;--planned:#1f5c9e;--plain:#475462;"
    "--bar-good:#3f9e63;--bar-warning:#d99a2b;--bar-bad:#c93a31;--bar-unknown:#c3cbd3;"
    "--bar-planned:#6fa3d9;--bar-skipped:#dde3e8}\n"
    "@media(prefers-color-scheme:dark){:root{--ground:#11161b;--paper:#1a2129;"
    "--ink:#e5eaf0;--faint:#a3aeba;--line:#2d3743;--on:#fff;--good:#237a47;"
    "--warning:#8a5a0c;--bad:#b5352d;--unknown:#566270;--planned:#2a66a8;"
    "--plain:#4b5866;--bar-good:#46a06a;--bar-warning:#d29a3a;--bar-bad:#ef6a60;"
    "--bar-unknown:#4a5663;--bar-planned:#5c93cc;--bar-skipped:#333e4a}}\n";

static const char head[] =
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,"
    "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
    "overflow-wrap:anywhere}\n"
    "header{color:var(--on);padding:2rem 0}\n"
    "header>*,main,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}\n"
    "h1{font-size:clamp(1.6rem,5vw,2.6rem);line-height:1.15;margin:.25rem auto .5rem;"
    "letter-spacing:-.01em}\n"
    "header p{margin-top:0;margin-bottom:0}\n"
    "a{color:inherit;text-decoration-color:var(--line);text-underline-offset:.2em}\n"
    ".good{background:var(--good)}.warning{background:var(--warning)}"
    ".bad{background:var(--bad)}.unknown{background:var(--unknown)}"
    ".planned{background:var(--planned)}.plain{background:var(--plain)}\n"
    ".facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));"
    "gap:.75rem;margin:1.25rem 0}\n"
    ".facts div,section{background:var(--paper);border:1px solid var(--line);"
    "border-radius:.5rem}\n"
    ".facts div{padding:.75rem 1rem}\n"
    ".facts dt,.facts dd+dd,.cells,.about{color:var(--faint);font-size:.875rem}\n"
    ".facts dd{margin:0}.facts dt+dd{font-size:1.6rem;font-weight:650;line-height:1.3;"
    "font-variant-numeric:tabular-nums}\n";

static const char entries[] =
    "section{margin:1.25rem 0;padding:1.25rem}\n"
    "h2{font-size:1.2rem;margin:0 0 .5rem;display:flex;justify-content:space-between;"
    "align-items:baseline;gap:1rem}\n"
    "h2 span{white-space:nowrap;font-size:.875rem;font-weight:400;color:var(--faint)}\n"
    "article{border-top:1px solid var(--line);padding:.75rem 0;overflow:hidden}"
    "h2+article{border-top:0}article:last-child{padding-bottom:0}\n"
    ".top{display:flex;gap:.6rem;align-items:baseline}\n"
    ".top h3{font-size:1rem;margin:0;flex:1 1 auto;min-width:0}\n"
    ".top b{white-space:nowrap;font-variant-numeric:tabular-nums}\n"
    ".word{color:var(--on);font-size:.75rem;font-weight:400;border-radius:.25rem;padding:"
    ".05rem .45rem;"
    "white-space:nowrap}\n"
    ".cells p,.about{margin:.15rem 0 0}\n";

static const char charts[] =
    ".charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));"
    "gap:.5rem 1.5rem;margin:.6rem 0}\n"
    "@media(max-width:22rem){.charts{grid-template-columns:1fr}}\n"
    "figure{margin:0;min-width:0}figcaption{color:var(--faint);font-size:.8rem}\n"
    "svg{display:block;width:100%;height:2.5rem}\n"
    "svg .good{fill:var(--bar-good)}svg .warning{fill:var(--bar-warning)}"
    "svg .bad{fill:var(--bar-bad)}svg .unknown{fill:var(--bar-unknown)}"
    "svg .planned{fill:var(--bar-planned)}svg .skipped{fill:var(--bar-skipped)}\n"
    "path{fill:none;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;"
    "vector-effect:non-scaling-stroke}\n"
    ".p50{stroke:var(--bar-planned)}.p95{stroke:var(--bar-warning)}\n"
    ".legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;color:var(--faint);"
    "font-size:.875rem;margin:0 0 .5rem;padding:0;list-style:none}\n"
    ".legend i{display:inline-block;width:.8em;height:.8em;border-radius:.15em;"
    "margin-right:.4em;vertical-align:-.05em}\n"
    ".legend .line{height:.2em;vertical-align:.25em}\n"
    "i.good{background:var(--bar-good)}i.warning{background:var(--bar-warning)}"
    "i.bad{background:var(--bar-bad)}i.unknown{background:var(--bar-unknown)}"
    "i.planned{background:var(--bar-planned)}i.skipped{background:var(--bar-skipped)}\n";

static const char tables[] =
    ".scroll{overflow-x:auto}\n"
    "table{border-collapse:collapse;width:100%;font-size:.9rem;"
    "font-variant-numeric:tabular-nums;overflow-wrap:normal}\n"
    "th{font-weight:400;color:var(--faint)}\n"
    "th,td{text-align:right;padding:.3rem 0 .3rem .9rem;white-space:nowrap}\n"
    "th:first-child,td:first-child{text-align:left;padding-left:0}\n"
    "tr+tr td{border-top:1px solid var(--line)}\n"
    "details{border-top:1px solid var(--line);padding:.6rem 0}\n"
    "summary{cursor:pointer;font-weight:650}\n"
    "footer{color:var(--faint);font-size:.875rem;padding-bottom:2rem}\n"
    "@media(max-width:30rem){main,header>*,footer{padding:0 .75rem}"
    ".facts "
    "dt+dd{font-size:1.3rem}section{padding:1rem}table,tbody{display:block}th,td:empty{"
    "display:none}"
    "tr{display:flex;flex-wrap:wrap;gap:0 .6rem;border-top:1px solid var(--line);"
    "padding:.3rem 0}tr:first-child,tr+tr td{border-top:0}"
    "td{padding:0}td:first-child{flex:1}"
    "td:nth-child(n+3){color:var(--faint)}"
    "td:nth-child(n+3)::before{content:attr(data-name) ' '}}\n"
    "@media print{:root{--ground:#fff}body{font-size:11pt}section,.facts div"
    "{border:0;padding:.5rem 0}article,figure,tr{break-inside:avoid}"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";

void hg_page_style_write(struct hg_sink *sink)
{
    hg_sink_text(sink, colors);
    hg_sink_text(sink, head);
    hg_sink_text(sink, entries);
    hg_sink_text(sink, charts);
    hg_sink_text(sink, tables);
}
