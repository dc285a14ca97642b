# A figure that says why there is nothing to draw: HEADING, and MESSAGE below it. Loaded after the script has set DIR, OUT and here.

WIDTH = 420
HEIGHT = 90
load here . "style.gp"
unset border
unset tics
unset key
set xrange [0:1]
set yrange [0:1]
set label 1 HEADING at screen 20.0 / WIDTH, screen 1 - 26.0 / HEIGHT noenhanced
set label 2 MESSAGE at screen 20.0 / WIDTH, screen 1 - 56.0 / HEIGHT textcolor rgb "#555555" noenhanced
plot NaN notitle
unset output
