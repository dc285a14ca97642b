# Reads PICTURES, a table of rows of the data with row, y, x and value of each pixel: the pictures' height IMAGE_ROWS and width IMAGE_COLUMNS, the array PIXEL with
# their values, one picture after another, and PICTURE_OF[row + 1], the place of a row's picture from 1. ink(picture, y, x) is 0 for the lowest value and 1 for the
# highest; a pixel that no input stands for is 0.

undefine STATS_*
set xrange [*:*]
set yrange [*:*]
stats PICTURES using (column("y")):(column("x")) nooutput
IMAGE_ROWS = int(STATS_max_x) + 1
IMAGE_COLUMNS = int(STATS_max_y) + 1
stats PICTURES using (column("value")) nooutput
value_low = STATS_min
value_range = STATS_max > STATS_min ? STATS_max - STATS_min : 1
stats PICTURES using (column("row")) nooutput
array PICTURE_OF[int(STATS_max) + 1]
pictures = 0
last_row = -1
count_picture(row) = row != last_row ? (pictures = pictures + 1, last_row = row, PICTURE_OF[row + 1] = pictures, 0) : 0
set table $unused
plot PICTURES using (count_picture(int(column("row")))):(0) with table
unset table
IMAGE_AREA = IMAGE_ROWS * IMAGE_COLUMNS
array PIXEL[pictures * IMAGE_AREA]
do for [i = 1:|PIXEL|] { PIXEL[i] = value_low }
set table $unused
plot PICTURES using (PIXEL[(PICTURE_OF[int(column("row")) + 1] - 1) * IMAGE_AREA + int(column("y")) * IMAGE_COLUMNS + int(column("x")) + 1] = column("value"), 0):(0) with table
unset table
undefine $unused
ink(picture, y, x) = (PIXEL[(picture - 1) * IMAGE_AREA + y * IMAGE_COLUMNS + x + 1] - value_low) / value_range
# White paper, black ink, and light grey below 0 for what lies between pictures.
set_ink = 'set palette defined (-0.1 "#dddddd", -0.001 "#dddddd", 0 "#ffffff", 1 "#111111"); set cbrange [-0.1:1]'
