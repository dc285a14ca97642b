# Which classes are taken for which: of each cell the test rows of a class (a row of the matrix) by the class that they were taken for (a column), over all networks
# that did not diverge. The colour goes with the root of the share, so that few mistakes are seen beside many right answers.
#   gnuplot -c confusion.gp DIR OUT.png|svg|pdf [CELL]

if (ARGC < 2 || ARGC > 3) { exit error "usage: gnuplot -c confusion.gp DIR OUT.png|svg|pdf [CELL]" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("confusion.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"
WANTED = ARGC == 3 ? ARG3 : ""
CELL_FILE = "confusion.csv"
KIND = "confusion"
most_members = 6
load here . "members.gp"

longest_name = 12
short_name(name) = strlen(name) > longest_name ? name[1:longest_name - 1] . "…" : name
array CLASSES_OF[MEMBERS]
most_classes = 2
fewest_classes = 1000
longest = 0
see_name(name) = (strlen(short_name(name)) > longest ? longest = strlen(short_name(name)) : 0, 0)
do for [k = 1:MEMBERS] {
  undefine STATS_*
  stats file_of(k, "confusion.csv") using (column("replicate") == 0 ? column(0) : NaN) nooutput
  CLASSES_OF[k] = int(sqrt(STATS_records) + 0.5)
  if (CLASSES_OF[k] > most_classes) { most_classes = CLASSES_OF[k] }
  if (CLASSES_OF[k] < fewest_classes) { fewest_classes = CLASSES_OF[k] }
  set table $unused
  plot file_of(k, "confusion.csv") every ::0::CLASSES_OF[k] - 1 using (see_name(stringcolumn("predicted_class"))):(0) with table
  unset table
  undefine $unused
}

# Up to so many classes have numbers in their squares, and up to so many have names.
most_numbered = 12
most_named = 30
SIDE = most_classes <= 3 ? 130.0 : most_classes <= 6 ? 160.0 : most_classes <= most_numbered ? 30.0 * most_classes : 340.0
panels_across = MEMBERS == 4 && SIDE > 200 ? 2 : MEMBERS <= 4 ? MEMBERS : 3
panels_down = (MEMBERS + panels_across - 1) / panels_across
# Long names stand upright below, and need room at the left.
upright = longest > 3
LEFT = upright ? 92.0 : 48.0
BELOW = upright ? 84.0 : 36.0
PANEL_WIDTH = LEFT + at_least(SIDE + 10, title_width(14))
PANEL_HEIGHT = SIDE + BELOW + 22
WIDTH = at_least(panels_across * PANEL_WIDTH + 82, 620)
HEIGHT = 28 + panels_down * PANEL_HEIGHT
across(points) = points / real(WIDTH)
up(points) = points / real(HEIGHT)
load here . "style.gp"

set multiplot
set border 15 linewidth 0.5
unset key
unset colorbox
eval set_two_ends
set cbrange [-1:1]
set label 8 "Test rows of each class by the class that they were taken for" . (fewest_classes <= most_numbered ? ": percent of the class, rows over all networks" : "") . hidden_cells at screen across(14), screen up(HEIGHT - 12) noenhanced
do for [k = 1:MEMBERS] {
  classes = CLASSES_OF[k]
  array COUNT[classes * classes]
  array CLASS[classes]
  array CLASS_ROWS[classes]
  do for [i = 1:|COUNT|] { COUNT[i] = 0 }
  pair = 0
  keep(predicted, count) = (pair < classes ? CLASS[pair + 1] = short_name(predicted) : 0, count eq "nan" ? 0 : COUNT[pair + 1] = COUNT[pair + 1] + real(count), pair = (pair + 1) % (classes * classes), 0)
  set xrange [*:*]
  set yrange [*:*]
  set table $unused
  plot file_of(k, "confusion.csv") using (0):(0) with table if (keep(stringcolumn("predicted_class"), stringcolumn("count")))
  unset table
  undefine $unused
  rows = 0
  right = 0
  do for [t = 0:classes - 1] {
    CLASS_ROWS[t + 1] = 0
    do for [p = 0:classes - 1] { CLASS_ROWS[t + 1] = CLASS_ROWS[t + 1] + COUNT[t * classes + p + 1] }
    rows = rows + CLASS_ROWS[t + 1]
    right = right + COUNT[t * classes + t + 1]
  }
  share(t, p) = CLASS_ROWS[t + 1] > 0 ? COUNT[t * classes + p + 1] / real(CLASS_ROWS[t + 1]) : 0
  true_of(i) = (int(i) - 1) / classes
  predicted_of(i) = (int(i) - 1) % classes
  shade(i) = (true_of(i) == predicted_of(i) ? 1 : -1) * sqrt(share(true_of(i), predicted_of(i)))
  percent(i) = COUNT[int(i)] == 0 ? "" : share(true_of(i), predicted_of(i)) < 0.0995 ? sprintf("%.1f", 100 * share(true_of(i), predicted_of(i))) : sprintf("%.0f", 100 * share(true_of(i), predicted_of(i)))
  count(i) = COUNT[int(i)] == 0 ? "" : sprintf("%d", COUNT[int(i)])
  ink_of(i) = shade(i) > 0.75 ? 0xffffff : 0x222222

  left = LEFT + ((k - 1) % panels_across) * PANEL_WIDTH
  top_edge = HEIGHT - 50 - ((k - 1) / panels_across) * PANEL_HEIGHT
  set lmargin at screen across(left)
  set rmargin at screen across(left + SIDE)
  set tmargin at screen up(top_edge)
  set bmargin at screen up(top_edge - SIDE)
  set xrange [-0.5:classes - 0.5]
  set yrange [classes - 0.5:-0.5]
  set label 1 member_title(k) . (rows > 0 ? sprintf(": %.1f %% right", 100.0 * right / rows) : "") at screen across(left), screen up(top_edge + 10) noenhanced
  set xtics out scale 0 offset 0, 0.3 noenhanced font small_8
  set ytics out scale 0 offset 0.3, 0 noenhanced font small_8
  own_longest = 0
  do for [c = 1:classes] { if (strlen(CLASS[c]) > own_longest) { own_longest = strlen(CLASS[c]) } }
  if (own_longest > 3) { set xtics rotate by 90 right } else { set xtics norotate }
  set xtics ("" 0)
  set ytics ("" 0)
  if (classes <= most_named) {
    do for [c = 0:classes - 1] {
      set xtics add (CLASS[c + 1] c)
      set ytics add (CLASS[c + 1] c)
    }
  }
  set label 3 "taken for" at screen across(left + SIDE / 2), screen up(top_edge - SIDE - (upright ? BELOW - 8 : 26)) center font small_8 textcolor rgb "#555555"
  set label 4 "true class" at screen across(left - (upright ? LEFT - 10 : 26)), screen up(top_edge - SIDE / 2) center rotate by 90 font small_8 textcolor rgb "#555555"
  if (k == 1) {
    set colorbox user origin screen across(WIDTH - 70), screen up(HEIGHT - 50 - 110) size screen across(8), screen up(110)
    set cbtics ("all wrong" -1, "25 %%" -0.5, "4 %%" -0.2, "4 %%" 0.2, "25 %%" 0.5, "all right" 1) font small_7 offset -0.5, 0
  }
  set datafile nocolumnheaders
  set datafile separator whitespace
  numbered = classes <= most_numbered
  plot COUNT using (predicted_of($1)):(true_of($1)):(shade($1)) with image notitle, \
    for [n = 1:numbered] COUNT using (predicted_of($1)):(true_of($1)):(percent($1)):(ink_of($1)) with labels offset 0, 0.35 font small_8 textcolor rgb variable notitle, \
    for [n = 1:numbered] COUNT using (predicted_of($1)):(true_of($1)):(count($1)):(ink_of($1)) with labels offset 0, -0.6 font ("," . sprintf("%d", 6 * POINT)) textcolor rgb variable notitle
  set datafile separator comma
  set datafile columnheaders
  unset colorbox
  unset label 8
}
unset multiplot
unset output
