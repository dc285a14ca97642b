# All boundaries of an experiment side by side: rows for each data set, a panel per cell of it, each with its training points; binary outputs with the line
# between the classes.
#   gnuplot -c boundary-grid.gp DIR OUT.png|svg|pdf

if (ARGC != 2) { exit error "usage: gnuplot -c boundary-grid.gp DIR OUT.png|svg|pdf" }
DIR = ARG1
OUT = ARG2
here = ARG0[1 : strlen(ARG0) - strlen("boundary-grid.gp")]
set datafile separator comma
set datafile columnheaders
load here . "cells.gp"

# The cells that have a boundary: other data than points of a plane may have none, and a cell that failed has no files.
array HAS_BOUNDARY[CELLS]
do for [i = 1:CELLS] {
  HAS_BOUNDARY[i] = 0
  if (TRAINED[i] > 0) {
    undefine STATS_*
    stats DIR . "/cells/" . ID[i] . "/boundary.csv" using (0) nooutput
    HAS_BOUNDARY[i] = exists("STATS_records")
  }
}
array SETS[CELLS]
array MEMBERS[CELLS]
sets = 0
columns = 0
do for [i = 1:CELLS] {
  if (!HAS_BOUNDARY[i]) { continue }
  s = 0
  do for [k = 1:sets] { if (SETS[k] eq DATASET[i]) { s = k } }
  if (s == 0) { sets = sets + 1; s = sets; SETS[s] = DATASET[i]; MEMBERS[s] = 0 }
  MEMBERS[s] = MEMBERS[s] + 1
  if (MEMBERS[s] > columns) { columns = MEMBERS[s] }
}
if (sets == 0) { exit error DIR . " has no boundary.csv; was it trained with --record boundary?" }
# A data set has as many rows as its cells need.
SIDE = 130.0
longest_name = 0
do for [i = 1:CELLS] { if (HAS_BOUNDARY[i] && strlen(with_divergence(LABEL[i], i)) > longest_name) { longest_name = strlen(with_divergence(LABEL[i], i)) } }
# From one panel to the next: room for the names above them.
PITCH = 6.4 * longest_name + 8 > SIDE + 14 ? 6.4 * longest_name + 8 : SIDE + 14
if (PITCH > 290) { PITCH = 290.0 }
most_columns = int(870 / PITCH)
most_rows = 12
if (columns > most_columns) { columns = most_columns }
array FIRST_ROW[sets]
rows = 0
do for [k = 1:sets] {
  FIRST_ROW[k] = rows + 1
  rows = rows + (MEMBERS[k] + columns - 1) / columns
}
if (rows > most_rows) { rows = most_rows }

WIDTH = 40 + columns * PITCH
HEIGHT = 10 + rows * (SIDE + 26)
across(points) = points / real(WIDTH)
up(points) = points / real(HEIGHT)
load here . "style.gp"

set multiplot
set border 15 linewidth 0.5
unset tics
unset key
unset colorbox
do for [s = 1:sets] {
  drawn = 0
  do for [i = 1:CELLS] {
    row_number = FIRST_ROW[s] + drawn / columns
    column_number = drawn % columns + 1
    if (HAS_BOUNDARY[i] && DATASET[i] eq SETS[s] && row_number <= most_rows) {
      left = 32 + (column_number - 1) * PITCH
      bottom = HEIGHT - row_number * (SIDE + 26) - 2
      drawn = drawn + 1
      SHOWN = i
      BOUNDARY = DIR . "/cells/" . ID[i] . "/boundary.csv"
      POINTS = DIR . "/cells/" . ID[i] . "/points.csv"
      load here . "grid.gp"
      load here . "boundary-style.gp"
      set lmargin at screen across(left)
      set rmargin at screen across(left + SIDE)
      set bmargin at screen up(bottom)
      set tmargin at screen up(bottom + SIDE)
      set label 1 with_divergence(LABEL[i], i) at screen across(left), screen up(bottom + SIDE + 9) noenhanced
      if (column_number == 1) {
        set label 2 SETS[s] at screen across(14), screen up(bottom + SIDE / 2) center rotate noenhanced
      } else { unset label 2 }
      plot BOUNDARY using 1:2:(has_mean ? cell_colour(3) : 0) with image notitle, \
        POINTS using (strcol("split") eq "train" ? column(2) : NaN):3:(target_color(column("target"))) with points pointtype 7 pointsize POINT * 0.22 linecolor rgb variable notitle
      unset label 1
      unset label 2
      if (has_line) {
        plot LINE using 1:2:($3 - $1):($4 - $2) with vectors nohead linewidth 1 linecolor rgb "black" notitle
      }
    }
  }
}
unset multiplot
unset output
