#include "figure/gnuplot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <future>
#include <iterator>
#include <optional>
#include <sstream>
#include <thread>

#include "actlab/error.hpp"
#include "data/share.hpp"
#include "file/input_file.hpp"
#include "file/scratch.hpp"
#include "file/undo.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// cairo writes the time into a PDF; a fixed one of the same length keeps the file the same every time it is drawn.
void fix_date(const fs::path& pdf) {
  constexpr std::string_view key = "/CreationDate (D:";
  constexpr std::string_view epoch = "19700101000000";
  std::fstream file(pdf, std::ios::binary | std::ios::in | std::ios::out);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  const std::size_t at = bytes.rfind(key);
  if (at == std::string::npos || at + key.size() + epoch.size() > bytes.size()) return;
  file.clear();
  file.seekp(static_cast<std::streamoff>(at + key.size()));
  file.write(epoch.data(), std::ssize(epoch));
}

// Viewers smooth the pixels of images in an SVG away unless it says that they are to be seen, as they are in the other
// formats. The first of the two words is SVG's older one.
void keep_pixels(const fs::path& svg) {
  constexpr std::string_view root = "<svg ";
  std::string bytes = read_file_if_there(svg).value_or("");
  const std::size_t at = bytes.find(root);
  if (at == std::string::npos || bytes.find("<image ", at) == std::string::npos) return;
  bytes.insert(at + root.size(), "style=\"image-rendering: optimizeSpeed; image-rendering: pixelated\" ");
  std::ofstream(svg, std::ios::binary) << bytes;
}

// Whether a figure has its format's end. gnuplot does not notice where a disk is full.
bool is_whole(const fs::path& figure) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> ends{
      {{".png", "IEND"}, {".svg", "</svg>"}, {".pdf", "%%EOF"}, {".gif", ";"}}};
  constexpr std::size_t longest = 32;
  std::ifstream file(figure, std::ios::binary | std::ios::ate);
  const auto size = static_cast<std::streamoff>(file.tellg());
  file.seekg(std::max<std::streamoff>(0, size - std::streamoff{longest}));
  const std::string end{std::istreambuf_iterator<char>(file), {}};
  return std::ranges::any_of(ends, [&](const auto& format) {
    return figure.extension() == format.first && end.find(format.second) != std::string::npos;
  });
}

// What gnuplot has to say is for whoever writes scripts: it is passed on only where there is no figure.
void pass_on(const fs::path& log) {
  std::istringstream lines(read_file(log));
  for (std::string line; std::getline(lines, line);) std::fputs((line + "\n").c_str(), stderr);
}

// Without a shell, and with signals as a program has them at its start: the caller's own way with them is not
// gnuplot's.
pid_t start(std::vector<std::string> words, const fs::path& log) {
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0666);
  posix_spawnattr_t attributes{};
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  sigset_t all;
  sigfillset(&all);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t child = 0;
  const int error = ::posix_spawnp(&child, argv.front(), &actions, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error == 0) return child;
  throw Error(ErrorKind::no_input, "gnuplot", std::string("cannot be started: ") + std::strerror(error),
              "install Debian's package gnuplot-nox");
}

// Without the user's start-up file.
void run_gnuplot(const FigureStyle& style, const std::vector<std::string>& arguments, const fs::path& log) {
  std::vector<std::string> words{"gnuplot", "-d"};
  if (style != FigureStyle()) {
    std::string variables = fmt::format("SCALE = {}; FONT_POINTS = {}", style.scale, style.points);
    if (!style.font.empty()) variables += fmt::format("; FONT = '{}'", style.font);
    words.insert(words.end(), {"-e", variables});
  }
  words.emplace_back("-c");
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::atomic<pid_t> child = 0;
  const Undo undo([&] { child = start(words, log); },
                  [&] {
                    if (child != 0) ::kill(child, SIGTERM);
                  });
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  child = 0;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
  pass_on(log);
  throw Error(ErrorKind::some_cells_failed, arguments.front(), "gnuplot could not draw it; its message stands above",
              "check that the results directory is whole");
}

}  // namespace

void check_figure_format(const std::string& format, const char* flag) {
  constexpr std::array<const char*, 3> formats{"png", "svg", "pdf"};
  if (std::ranges::count(formats, format) > 0) return;
  throw Error(ErrorKind::usage, flag, text::quoted(format) + " is not allowed", "allowed are png, svg and pdf");
}

FigureStyle figure_style(const std::string& size, const std::string& font) {
  FigureStyle style;
  const auto number = [](std::string_view text, double low, double high, const char* where) {
    const std::optional<double> value = text::parse_number(text);
    if (value && *value >= low && *value <= high) return *value;
    throw Error(ErrorKind::usage, where, text::quoted(text) + " is not allowed",
                fmt::format("give a number from {} to {}", low, high));
  };
  if (!size.empty()) style.scale = number(size, 0.25, 4, "`size`");
  const std::size_t comma = font.find(',');
  style.font = font.substr(0, comma);
  if (comma != std::string::npos) style.points = number(std::string_view(font).substr(comma + 1), 4, 24, "`font`");
  // It becomes part of a command of gnuplot.
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_";
  if (style.font.find_first_not_of(allowed) != std::string::npos) {
    throw Error(ErrorKind::usage, "`font`", text::quoted(style.font) + " is not the name of a font",
                "give a family, like 'DejaVu Serif', and perhaps a comma and the size of the text in points");
  }
  return style;
}

Plotter::Plotter(fs::path directory, fs::path out, std::string format, bool announce, FigureStyle style)
    : directory_(std::move(directory)),
      out_(std::move(out)),
      format_(std::move(format)),
      announce_(announce),
      style_(std::move(style)),
      scripts_(share_directory() / "scripts") {
  Directory::made(out_);
  if (::access(out_.c_str(), W_OK | X_OK) != 0) throw_cannot_write(out_, "cannot be written into");
}

// It is drawn in a directory of its own, and appears whole or not at all.
fs::path Plotter::draw_quietly(const Drawing& drawing) const {
  const std::string extension = drawing.format.empty() ? format_ : drawing.format;
  const std::string& name = drawing.name;
  const Directory out(out_);
  const ScratchDirectory scratch(out_);
  const std::string file = name + "." + extension;
  const fs::path temporary = scratch.path() / file;
  // Absolute, for a name that begins with < or | would be a command to gnuplot.
  std::vector<std::string> arguments{(scripts_ / drawing.script).string(), fs::absolute(directory_).string(),
                                     temporary.string()};
  arguments.insert(arguments.end(), drawing.arguments.begin(), drawing.arguments.end());
  run_gnuplot(style_, arguments, scratch.path() / "log");
  if (extension == "svg") keep_pixels(temporary);
  if (!is_whole(temporary)) {
    throw Error(ErrorKind::cannot_write, (out_ / file).string(), "gnuplot could not write all of it",
                "look whether the disk is full or the size of files is limited, then run the same command again");
  }
  if (extension == "pdf") fix_date(temporary);
  Directory(scratch.path()).rename(file, out, file);
  return out_ / file;
}

Plotter Plotter::reading(std::filesystem::path directory) const {
  Plotter other = *this;
  other.directory_ = std::move(directory);
  return other;
}

fs::path Plotter::draw(const Drawing& drawing) const { return draw(std::vector<Drawing>{drawing}).front(); }

std::vector<fs::path> Plotter::draw(const std::vector<Drawing>& drawings) const {
  std::vector<std::future<fs::path>> figures(drawings.size());
  std::atomic<std::size_t> next{0};
  std::vector<std::promise<fs::path>> promises(drawings.size());
  for (std::size_t i = 0; i < drawings.size(); ++i) figures[i] = promises[i].get_future();
  const auto work = [&] {
    for (std::size_t i = next++; i < drawings.size(); i = next++) {
      try {
        promises[i].set_value(draw_quietly(drawings[i]));
      } catch (...) {
        promises[i].set_exception(std::current_exception());
        next = drawings.size();
      }
    }
  };
  std::vector<std::thread> threads;
  const std::size_t count = std::min<std::size_t>(drawings.size(), std::max(1U, std::thread::hardware_concurrency()));
  for (std::size_t t = 0; t < count; ++t) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  promises.clear();  // what was never begun is broken
  std::vector<fs::path> paths;
  for (std::future<fs::path>& figure : figures) {
    paths.push_back(figure.get());
    if (announce_) fmt::print("{}\n", paths.back().string());
  }
  return paths;
}

}  // namespace actlab
