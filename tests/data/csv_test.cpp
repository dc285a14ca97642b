#include "data/csv.hpp"

#include <sys/resource.h>
#include <sys/stat.h>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <chrono>

#include "actlab/error.hpp"
#include "data/files.hpp"

using namespace actlab;
using actlab::test::TemporaryDirectory;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const std::string& text) {
  const TemporaryDirectory directory;
  Rows rows;
  read_csv(directory.write("t.csv", text), [&](const CsvRow& row) { rows.push_back(row.fields); });
  return rows;
}

std::vector<std::size_t> lines_of(const std::string& text) {
  const TemporaryDirectory directory;
  std::vector<std::size_t> lines;
  read_csv(directory.write("t.csv", text), [&](const CsvRow& row) { lines.push_back(row.line); });
  return lines;
}

// The message without the directory's name, which must be of bad data.
template <class Read>
std::string error_of(const std::string& text, const Read& read) {
  const TemporaryDirectory directory;
  const auto path = directory.write("t.csv", text);
  try {
    read(path);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_data);
    return std::string(error.what()).substr(directory.path().string().size() + 1);
  }
  return "no error";
}

std::string error_of(const std::string& text) {
  return error_of(text, [](const auto& path) { read_csv(path, [](const CsvRow&) {}); });
}

}  // namespace

TEST_CASE("Fields of a CSV file are given row by row, empty ones among them") {
  CHECK(rows_of("a,b\n1,\n,2\n") == Rows{{"a", "b"}, {"1", ""}, {"", "2"}});
  CHECK(rows_of("a,b\r\n1,2\r\n") == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of("a,b\n1,2") == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of("").empty());
  CHECK(rows_of("\n\n").empty());
}

TEST_CASE("Quoted fields hold commas, quotes and ends of lines") {
  CHECK(rows_of("\"a,b\",\"say \"\"x\"\"\"\n\"two\nlines\",\"\"\n") == Rows{{"a,b", "say \"x\""}, {"two\nlines", ""}});
  CHECK(rows_of("\"a\r\nb\",1\r\n") == Rows{{"a\r\nb", "1"}});
}

TEST_CASE("A byte-order mark is left out at the beginning and only there") {
  CHECK(rows_of("\xEF\xBB\xBF"
                "a\n") == Rows{{"a"}});
  CHECK(rows_of("\xEF\xBB\xBF\"a,b\"\n") == Rows{{"a,b"}});
  CHECK(rows_of("\xEF\xBB\xBF").empty());
  CHECK(rows_of("a\n\xEF\xBB\xBF"
                "b\n") == Rows{{"a"},
                               {"\xEF\xBB\xBF"
                                "b"}});
}

TEST_CASE("A row's line is the physical one on which it begins") {
  CHECK(lines_of("a\n\n1\n\"two\nlines\"\n2\n") == std::vector<std::size_t>{1, 3, 4, 6});
  CHECK(lines_of("\r\na\r\nb") == std::vector<std::size_t>{2, 3});
  CHECK(lines_of("\"two\nlines\"\r2\n3\n") == std::vector<std::size_t>{1, 2, 3});
}

TEST_CASE("Fields and rows may lie across the blocks in which a file is read") {
  const std::string wide(100'000, 'x');
  CHECK(rows_of("a,b\n" + wide + ",\"" + wide + "\"\n1,2\n") == Rows{{"a", "b"}, {wide, wide}, {"1", "2"}});
  std::string many;
  for (int i = 0; i < 30'000; ++i) many += std::to_string(i) + ",\"q\"\"" + std::to_string(i) + "\"\r\n";
  const Rows rows = rows_of(many);
  REQUIRE(rows.size() == 30'000);
  CHECK(rows[29'999] == std::vector<std::string>{"29999", "q\"29999"});
}

TEST_CASE("A compressed file is read like a plain one") {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "t.csv";
  const std::string text =
      "\xEF\xBB\xBF"
      "a,b\n1,2\n";
  gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  gzclose(file);
  Rows rows;
  read_csv(path, [&](const CsvRow& row) { rows.push_back(row.fields); });
  CHECK(rows == Rows{{"a", "b"}, {"1", "2"}});
}

TEST_CASE("Ragged rows, wrong quotes, NUL bytes and absurd sizes are bad data with their lines") {
  using std::string_literals::operator""s;
  CHECK(error_of("a,b\n1,2\n\n1\n") ==
        "t.csv:4: has 1 fields where the first row has 2; give every row the same number of fields");
  CHECK(error_of("a\n\"1\n2\n") ==
        "t.csv:2: a quoted field that begins in this row is never closed; close it, and double a quote inside a "
        "quoted field");
  CHECK(error_of("a,b\n1,2\"\n") ==
        "t.csv:2: column 2: a quote stands where none may be; quote the whole field and double each quote inside it");
  CHECK(error_of("a\n\0\n"s) == "t.csv:2: has a NUL byte; this is not a text file; export it as CSV in UTF-8");
  CHECK(error_of("a\n\"\n\0\"\n"s).starts_with("t.csv:3: has a NUL byte"));
  CHECK(error_of(std::string(100'000, ',')) == "t.csv:1: has more than 100,000 columns; split the table");
  CHECK(error_of("a\n" + std::string((1 << 20) + 1, 'x')) == "t.csv:2: column 1: is longer than 1 MiB; shorten it");
  CHECK(rows_of(std::string(1 << 20, 'x')).size() == 1);
}

TEST_CASE("A file that cannot be opened is no input") {
  const TemporaryDirectory directory;
  for (const auto& path : {directory.path() / "none.csv", directory.path()}) {
    try {
      read_csv(path, [](const CsvRow&) {});
      FAIL_CHECK("the file was read");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::no_input);
    }
  }
}

TEST_CASE("A line without end is refused while it is read, in memory that does not grow with it") {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "t.csv.gz";
  const auto memory = [] {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
  };
  const auto problem = [&](const std::string& piece) {
    gzFile file = gzopen(path.c_str(), "wb1");
    for (int i = 0; i < 300; ++i) gzwrite(file, piece.data(), static_cast<unsigned>(piece.size()));
    gzclose(file);
    try {
      read_csv(path, [](const CsvRow&) {});
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::bad_data);
      return error.problem();
    }
    return std::string("no error");
  };
  const std::string mebibyte(1 << 20, 'x');
  std::string fields;
  while (fields.size() < mebibyte.size()) fields += std::string(10'000, 'x') + ",";
  const long before = memory();
  CHECK(problem(mebibyte) == "column 1: is longer than 1 MiB");
  CHECK(problem("\"" + mebibyte + mebibyte) == "column 1: is longer than 1 MiB");
  CHECK(problem(fields) == "the row is longer than 64 MiB");
  CHECK(problem(std::string(mebibyte.size(), '\n')) == "64 MiB follow without a row");
  CHECK(problem(std::string(mebibyte.size(), ' ')) == "64 MiB follow without a row");
  CHECK(memory() - before < 160 * 1024);
}

TEST_CASE("Columns of a wide table are found in time that hardly grows with their number") {
  std::vector<std::string> names;
  for (int i = 0; i < 100'000; ++i) names.push_back("column number " + std::to_string(i));
  const CsvHeader header("t.csv", names);
  const auto start = std::chrono::steady_clock::now();
  std::size_t sum = 0;
  for (const std::string& name : names) sum += header.at(name);
  CHECK(sum == 99'999UL * 50'000UL);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

TEST_CASE("A directory, a circle of links, a pipe and a device are no input, each in its own words, without waiting") {
  const TemporaryDirectory directory;
  std::filesystem::create_symlink("loop", directory.path() / "loop");
  REQUIRE(::mkfifo((directory.path() / "pipe").c_str(), 0600) == 0);
  const auto problem = [](const std::filesystem::path& path) {
    try {
      read_csv(path, [](const CsvRow&) {});
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::no_input);
      return error.problem();
    }
    return std::string("no error");
  };
  CHECK(problem(directory.path()) == "is a directory, not a file");
  CHECK(problem(directory.path() / "loop") == "cannot be opened: symbolic links of the path lead round in a circle");
  CHECK(problem(directory.path() / "none") == "cannot be opened: there is no such file");
  CHECK(problem(directory.path() / "pipe") == "is a pipe, not a file on a disk");
  CHECK(problem("/dev/zero") == "is a device, not a file on a disk");
}

TEST_CASE("A file that the system cannot read or open is no damaged file") {
  const auto kind = [](const std::filesystem::path& path) {
    try {
      read_csv(path, [](const CsvRow&) {});
    } catch (const Error& error) {
      CHECK(error.where() == path.string());
      return error.kind();
    }
    return ErrorKind::usage;
  };
  CHECK(kind("/proc/self/mem") == ErrorKind::cannot_read);
  const TemporaryDirectory directory;
  const auto path = directory.write("t.csv", "a\n1\n");
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  const rlimit none{0, files.rlim_max};
  ::setrlimit(RLIMIT_NOFILE, &none);
  const ErrorKind too_many = kind(path);
  ::setrlimit(RLIMIT_NOFILE, &files);
  CHECK(too_many == ErrorKind::cannot_read);
}

TEST_CASE("An exception of whoever takes the rows comes through, and no row after it") {
  const TemporaryDirectory directory;
  const auto path = directory.write("t.csv", "1\n2\n3\n");
  int rows = 0;
  const auto stop_at_second = [&](const CsvRow&) {
    if (++rows == 2) throw std::runtime_error("enough");
  };
  CHECK_THROWS_WITH(read_csv(path, stop_at_second), "enough");
  CHECK(rows == 2);
}

TEST_CASE("A table's columns are found by name, the header is no row") {
  const TemporaryDirectory directory;
  std::vector<std::string> values;
  std::vector<std::size_t> lines;
  read_csv_table(directory.write("t.csv", "a,\"b,c\",d\n1,2,3\n4,5,6\n"),
                 [&](const CsvHeader& header, const CsvRow& row) {
                   CHECK(header.names() == std::vector<std::string>{"a", "b,c", "d"});
                   values.push_back(row.fields[header.at("b,c")]);
                   lines.push_back(row.line);
                 });
  CHECK(values == std::vector<std::string>{"2", "5"});
  CHECK(lines == std::vector<std::size_t>{2, 3});
}

TEST_CASE("A table of a header alone has no rows, and an empty file is bad data") {
  const TemporaryDirectory directory;
  int rows = 0;
  read_csv_table(directory.write("t.csv", "a,b\n"), [&](const CsvHeader&, const CsvRow&) { ++rows; });
  CHECK(rows == 0);
  for (const char* text : {"", "\n", "\xEF\xBB\xBF"}) {
    CHECK(error_of(text, [](const auto& path) { read_csv_table(path, [](const CsvHeader&, const CsvRow&) {}); }) ==
          "t.csv: is empty; run the same command again: it mends what was changed");
  }
}

TEST_CASE("A header says which columns it has, and names the one that it lacks") {
  const CsvHeader header("some/t.csv", {"a", "b", "b"});
  CHECK(header.at("a") == 0);
  CHECK(header.at("b") == 1);
  CHECK(header.has("b"));
  CHECK(!header.has("B"));
  CHECK(!header.has(""));
  try {
    static_cast<void>(header.at("c"));
    FAIL("the column was found");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_data);
    CHECK(std::string(error.what()) ==
          "some/t.csv: has no column c; run the same command again: it mends what was changed");
  }
}

TEST_CASE("A place in a table is file, line and column") { CHECK(csv_place("a/t.csv", 3, 2) == "a/t.csv:3:2"); }
