# Reads PICTURES, a table of rows of the data with row, y, x and value of each pixel that is not 0 and of the last: the pictures' height IMAGE_ROWS and width
# IMAGE_COLUMNS, the array PIXEL with their values, one picture after another, and PICTURE_OF[row + 1], the place of a row's picture from 1. ink(picture, y, x) is 0
# for the lowest value and 1 for the highest.

undefine STATS_*
set xrange [*:*]
set yrange [*:*]
stats PICTURES using (column("y")):(column("x")) nooutput
IMAGE_ROWS = int(STATS_max_x) + 1
IMAGE_COLUMNS = int(STATS_max_y) + 1
stats PICTURES using (column("row")):(column("value")) nooutput
value_low = STATS_min_y < 0 ? STATS_min_y : 0
value_high = STATS_max_y > 0 ? STATS_max_y : 0
value_range = value_high > value_low ? value_high - value_low : 1
array PICTURE_OF[int(STATS_max_x) + 1]
pictures = 0
last_row = -1
count_picture(row) = row != last_row ? (pictures = pictures + 1, last_row = row, PICTURE_OF[row + 1] = pictures, 0) : 0
set table $unused
plot PICTURES using (0):(0) with table if (count_picture(int(column("row"))))
unset table
IMAGE_AREA = IMAGE_ROWS * IMAGE_COLUMNS
array PIXEL[pictures * IMAGE_AREA]
do for [i = 1:|PIXEL|] { PIXEL[i] = 0 }
keep_pixel(row, y, x, value) = (PIXEL[(PICTURE_OF[row + 1] - 1) * IMAGE_AREA + y * IMAGE_COLUMNS + x + 1] = value, 0)
set table $unused
plot PICTURES using (0):(0) with table if (keep_pixel(int(column("row")), int(column("y")), int(column("x")), column("value")))
unset table
undefine $unused
ink(picture, y, x) = (PIXEL[(picture - 1) * IMAGE_AREA + y * IMAGE_COLUMNS + x + 1] - value_low) / value_range
# White paper, black ink, and light grey below 0 for what lies between pictures.
set_ink = 'set palette defined (-0.1 "#dddddd", -0.001 "#dddddd", 0 "#ffffff", 1 "#111111"); set cbrange [-0.1:1]'
