# What all figures share: the terminal by the output's extension, type, colours, margins. Loaded by each script after it has set OUT, WIDTH and
# HEIGHT (in points; PNG is drawn at twice the size).

# A name that begins with < or | would be a command to gnuplot.
if (DIR[1:1] eq "<" || DIR[1:1] eq "|") { DIR = "./" . DIR }
if (OUT[1:1] eq "<" || OUT[1:1] eq "|") { OUT = "./" . OUT }

# How many times as large, the font, and the size of its text in points: variables that may be set before, as `actlab plot --size` and `--font` do.
if (!exists("SCALE")) { SCALE = 1.0 }
if (!exists("FONT")) { FONT = "DejaVu Sans" }
if (!exists("FONT_POINTS")) { FONT_POINTS = 10.0 }

extension = OUT[strlen(OUT) - 2 : strlen(OUT)]
if (extension eq "png") {
  set terminal pngcairo size 2 * SCALE * WIDTH, 2 * SCALE * HEIGHT font sprintf("%s,%g", FONT, 1.7 * SCALE * FONT_POINTS) linewidth 2 * SCALE noenhanced
} else { if (extension eq "svg") {
  set terminal svg size SCALE * WIDTH, SCALE * HEIGHT font sprintf("%s,%g", FONT, SCALE * FONT_POINTS) linewidth SCALE noenhanced background rgb "white"
} else { if (extension eq "pdf") {
  set terminal pdfcairo size SCALE * WIDTH / 72.0, SCALE * HEIGHT / 72.0 font sprintf("%s,%g", FONT, SCALE * FONT_POINTS) linewidth SCALE noenhanced
} else { if (extension eq "gif") {
  # libgd finds fonts by their files only, and takes no expression here.
  font_file = sprintf("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf,%g", 1.1 * SCALE * FONT_POINTS)
  set terminal gif animate delay 12 loop 0 size 1.5 * SCALE * WIDTH, 1.5 * SCALE * HEIGHT font font_file noenhanced
} else {
  exit error "the output must end in .png, .svg or .pdf"
}}}}
POINT = SCALE * (extension eq "png" ? 2 : 1)        # sizes of symbols go with the terminal's
small_7 = sprintf(",%g", 0.7 * FONT_POINTS * POINT)     # fonts, too
small_8 = sprintf(",%g", 0.8 * FONT_POINTS * POINT)
set output OUT

set encoding utf8
set datafile separator comma
set datafile columnheaders
set datafile missing NaN
set border 3 linewidth 0.7 linecolor rgb "#444444"
set tics nomirror out scale 0.5 textcolor rgb "#444444"
set key noenhanced

# Twelve colours: eight of Okabe and Ito (2008), which the colour-blind tell apart, and four dark and light ones between them.
COLORS = "#0072B2 #D55E00 #009E73 #CC79A7 #E69F00 #56B4E9 #000000 #B8A800 #882255 #7FD1B9 #8C8C8C #6A3D9A"
color(i) = word(COLORS, (i - 1) % 12 + 1)
most_groups = 12

# Classes as areas (tints) and as points.
TINTS = "#9CC9E5 #F2BC96 #99D5C4 #E6BCD1 #F3D896 #BFE2F6 #B3B3B3 #E2DC96 #CFA3B8 #D2EFE6 #DADADA #C3AED8"
tint(i) = word(TINTS, (i - 1) % 12 + 1)

# The two ends of a binary output, as TensorFlow Playground colours them: orange and blue differ for every eye.
set_two_ends = 'set palette defined (0 "#f59322", 0.5 "#f4f4f2", 1 "#0877bd")'
# Cividis (Nunez, Anderton, Renslow 2018), for spreads.
set_spread = 'set palette defined (0 "#00224e", 0.25 "#434e6c", 0.5 "#7d7c78", 0.75 "#bcae6c", 1 "#fee838")'

# "#rrggbb" as a number, and a mixture of the two ends (0 orange, 0.5 light, 1 blue).
hex(c) = int(real("0x" . c))
rgb_of(name) = int(sprintf("%d", hex(name[2:7])))
channel(a, b, c, t) = t < 0.5 ? a + (b - a) * 2 * t : b + (c - b) * (2 * t - 1)
blend(t) = int(channel(0xf5, 0xf4, 0x08, t)) * 65536 + int(channel(0x93, 0xf4, 0x77, t)) * 256 + int(channel(0x22, 0xf2, 0xbd, t))
