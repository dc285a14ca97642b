# Many figures small in one picture: a column per experiment, a row per figure. Loaded by scripts/contact-sheet.
#   gnuplot -c contact-sheet.gp SHEET.csv OUT.png "EXPERIMENTS" "FIGURES"
# SHEET.csv has the columns column, row (from 1) and file of the figures that there are.

if (ARGC != 4) { exit error "usage: gnuplot -c contact-sheet.gp SHEET.csv OUT.png EXPERIMENTS FIGURES" }
set datafile separator comma
set datafile columnheaders
stats ARG1 using "column" nooutput
PICTURES = int(STATS_records)
array COLUMN[PICTURES]
array ROW[PICTURES]
array FILE[PICTURES]
set table $unused
plot ARG1 using (i = int($0) + 1, COLUMN[i] = int(column("column")), ROW[i] = int(column("row")), FILE[i] = stringcolumn("file"), 0):(0) with table
unset table
columns = words(ARG3)
rows = words(ARG4)

SIDE = 160.0
LEFT = 26.0
TOP = 22.0
width = columns * SIDE + LEFT
height = rows * SIDE + TOP
set terminal pngcairo size width, height font "DejaVu Sans,9" noenhanced
set output ARG2
set multiplot
unset key
unset tics
unset border
do for [c = 1:columns] { set label word(ARG3, c) at screen (LEFT + (c - 1) * SIDE + 4) / width, screen 1 - TOP / 2 / height }
do for [r = 1:rows] { set label word(ARG4, r) at screen LEFT / 2 / width, screen 1 - (TOP + (r - 0.5) * SIDE) / height center rotate }
set size ratio -1
set autoscale fix
do for [i = 1:PICTURES] {
  set lmargin at screen (LEFT + (COLUMN[i] - 1) * SIDE + 4) / width
  set rmargin at screen (LEFT + COLUMN[i] * SIDE - 4) / width
  set tmargin at screen 1 - (TOP + (ROW[i] - 1) * SIDE + 4) / height
  set bmargin at screen 1 - (TOP + ROW[i] * SIDE - 4) / height
  plot FILE[i] binary filetype=png with rgbimage
  unset label
}
unset multiplot
unset output
