#include "data/table_file.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <clocale>

#include "actlab/error.hpp"
#include "arithmetic/philox.hpp"
#include "data/features.hpp"
#include "data/files.hpp"

using namespace actlab;
using actlab::test::TemporaryDirectory;

namespace {

Dataset read(const std::string& text, const Settings& settings = {}) {
  const TemporaryDirectory directory;
  return read_table_file(directory.write("t.csv", text), settings);
}

// The message without the directory's name.
std::string error_of(const std::string& text, const Settings& settings = {}) {
  const TemporaryDirectory directory;
  const auto path = directory.write("t.csv", text);
  try {
    read_table_file(path, settings);
  } catch (const Error& error) {
    std::string message = error.what();
    const std::string prefix = directory.path().string() + "/";
    for (std::size_t at; (at = message.find(prefix)) != std::string::npos;) message.erase(at, prefix.size());
    return std::string(error.kind() == ErrorKind::bad_data ? "bad data " : "usage ") + message;
  }
  return "no error";
}

template <class Field, class Value>
Settings with(Field Settings::*field, const Value& value) {
  Settings settings;
  settings.*field = value;
  return settings;
}

}  // namespace

TEST_CASE("A test file's columns are found by name, and its classes and categories are those to learn from") {
  const TemporaryDirectory directory;
  const auto path = directory.write("t.csv", "a,b,kind\n1,red,pear\n,blue,apple\n3,red,fig\n");
  const auto test = directory.write("s.csv", "kind,b,a\nfig,blue,5\napple,red,\n");
  Dataset data = read_table_file(path, with(&Settings::missing, MissingValues::mean), test);
  CHECK(data.rows == 5);
  CHECK(data.test_rows == 2);
  CHECK(data.feature_names == std::vector<std::string>{"a", "b=blue", "b=red"});
  CHECK(data.inputs.values() == std::vector<double>{1, 0, 1, 2, 1, 0, 3, 0, 1, 5, 1, 0, 2, 0, 1});
  CHECK(data.targets == std::vector<double>{2, 0, 1, 1, 0});

  const auto points = directory.write("u.csv", "1,2,0\n2,3,1\n3,5,0\n");
  const auto more = directory.write("v.csv", "9,8,1\n");
  data = read_table_file(points, {}, more);
  CHECK(data.inputs.values() == std::vector<double>{1, 2, 2, 3, 3, 5, 9, 8});
  CHECK(data.plane == data.inputs.values());
  CHECK(data.plane_high[0] == Approx(3.2));
}

TEST_CASE("What a test file has that the data to learn from have not is refused with its place") {
  const TemporaryDirectory directory;
  const auto path = directory.write("t.csv", "a,b,kind\n1,red,pear\n2,blue,apple\n3,red,fig\n");
  const auto error = [&](const std::string& text) -> std::string {
    const auto test = directory.write("s.csv", text);
    try {
      read_table_file(path, {}, test);
    } catch (const Error& problem) {
      std::string message = problem.what();
      const std::string prefix = directory.path().string() + "/";
      for (std::size_t at; (at = message.find(prefix)) != std::string::npos;) message.erase(at, prefix.size());
      return message.substr(0, message.find(';'));
    }
    return "no error";
  };
  CHECK(error("a,b,kind\n1,red,pear\n") == "no error");
  CHECK(error("a,b,sort\n1,red,pear\n") == "s.csv:1:1: has no column 'kind', which t.csv has");
  CHECK(error("a,b,kind,c\n1,red,pear,1\n") == "s.csv:1:1: has 4 columns, and t.csv has 3");
  CHECK(error("a,b,kind\n1,red,pear\n1,green,pear\n") == "s.csv:3:2: t.csv has no category 'green' (column 'b')");
  CHECK(error("kind,a,b\nplum,1,red\n") == "s.csv:2:1: t.csv has no class 'plum' (column 'kind')");
  CHECK(error("a,b,kind\nx,red,pear\n") == "s.csv:2:1: 'x' is not a number (column 'a')");
  CHECK(error("a,b,kind\n,red,pear\n") == "s.csv:2:1: a value is missing (column 'a')");
  CHECK(error("a,b,kind\n") == "s.csv: has no rows");
}

TEST_CASE("A table with a header gives named columns and sorted classes") {
  const Dataset data = read("height,width,kind\n1,2,pear\n3,4,apple\n5,6.5,pear\n");
  CHECK(data.task == Task::binary);
  CHECK(data.rows == 3);
  CHECK(data.feature_names == std::vector<std::string>{"height", "width"});
  CHECK(data.classes == std::vector<std::string>{"apple", "pear"});
  CHECK(data.inputs.values() == std::vector<double>{1, 2, 3, 4, 5, 6.5});
  CHECK(data.targets == std::vector<double>{1, 0, 1});
  CHECK(data.plane == data.inputs.values());
  CHECK(data.plane_low[0] == Approx(0.6));
  CHECK(data.plane_high[0] == Approx(5.4));
}

TEST_CASE("CRLF, a byte-order mark, quotes, blank lines and a missing last newline are read as RFC 4180 says") {
  const Dataset data = read("\xEF\xBB\xBF\"a,1\",b\r\n1,\"x \"\"y\"\"\"\r\n\r\n2,z\r\n3,z");
  CHECK(data.feature_names == std::vector<std::string>{"a,1"});
  CHECK(data.classes == std::vector<std::string>{"x \"y\"", "z"});
  CHECK(data.rows == 3);
}

TEST_CASE("Without a header columns have numbers") {
  const Dataset data = read("1,2,0\n3,5,1\n4,4,1\n");
  CHECK(data.feature_names == std::vector<std::string>{"column1", "column2"});
  CHECK(data.rows == 3);
  CHECK(read("1,2,0\n3,5,1\n4,4,0\n", with(&Settings::header, true)).rows == 2);
}

TEST_CASE("Text columns become one input a category, in order") {
  const Dataset data = read("colour,y\nred,0\nblue,1\nred,1\n");
  CHECK(data.feature_names == std::vector<std::string>{"colour=blue", "colour=red"});
  CHECK(data.inputs.values() == std::vector<double>{0, 1, 1, 0, 0, 1});
  CHECK(data.plane.empty());
}

TEST_CASE("The target may be any column, by name or number, and several make labels or a regression") {
  const std::string text = "a,b,c\n1,0,1\n2,1,0\n3,1,1\n";
  CHECK(read(text, with(&Settings::target, "a")).feature_names == std::vector<std::string>{"b", "c"});
  CHECK(read(text, with(&Settings::target, "#2")).target_names == std::vector<std::string>{"b"});
  CHECK(read(text, with(&Settings::target, "b+c")).task == Task::multilabel);
  CHECK(read(text, with(&Settings::target, "a+b")).task == Task::regression);
}

TEST_CASE("The task is told from the target's values") {
  std::string whole = "x,y\n", real = "x,y\n", labels = "x,y\n";
  for (int i = 0; i < 40; ++i) {
    whole += std::to_string(i) + "," + std::to_string(i % 3) + "\n";
    real += std::to_string(i) + "," + std::to_string(i) + ".5\n";
    labels += std::to_string(i) + "," + std::to_string(i % 12) + "\n";
  }
  CHECK(read(whole).task == Task::multiclass);
  CHECK(read(real).task == Task::regression);
  CHECK(read(labels, with(&Settings::task, Task::multiclass)).classes[2] == "2");  // 10 comes after 2
  CHECK(read(labels).task == Task::regression);                                    // too few rows a class to be sure
}

TEST_CASE("Missing values are an error, a dropped row or the column's mean") {
  const std::string text = "a,b,y\n1,NA,0\n2,4,1\n3,6,1\n5,8,0\n";
  CHECK(error_of(text) ==
        "bad data t.csv:2:2: a value is missing (column 'b'); fill it in, or set `missing` to drop or mean");
  CHECK(read(text, with(&Settings::missing, MissingValues::drop)).rows == 3);
  CHECK(read(text, with(&Settings::missing, MissingValues::mean)).inputs[1] == 6);
}

TEST_CASE("Numbers are read the same under a locale with decimal commas") {
  const char* set = std::setlocale(LC_ALL, "de_DE.UTF-8");
  const Dataset data = read("a,y\n1.5,0\n2.25,1\n");
  CHECK(data.inputs.values() == std::vector<double>{1.5, 2.25});
  std::setlocale(LC_ALL, "C");
  if (set == nullptr) WARN("the locale de_DE.UTF-8 is not installed; only the C locale was tried");
}

TEST_CASE("A gzip-compressed table is read as it is") {
  const TemporaryDirectory directory;
  const auto path = directory.path() / "t.csv.gz";
  const std::string text = "a,y\n1,0\n2,1\n";
  gzFile file = gzopen(path.c_str(), "wb");
  gzwrite(file, text.data(), static_cast<unsigned>(text.size()));
  gzclose(file);
  CHECK(read_table_file(path, {}).rows == 2);
  const std::string whole = actlab::test::read_file(path);
  const auto cut = directory.write("cut.csv.gz", whole.substr(0, whole.size() - 6));
  CHECK_THROWS_WITH(read_table_file(cut, {}), Catch::Contains("the gzip data are damaged or cut short"));
}

TEST_CASE("Wrong tables are refused with the place and what to do") {
  using std::string_literals::operator""s;
  const std::pair<std::string, std::string> cases[] = {
      {"", "bad data t.csv: is empty; give a table with one row per sample"},
      {"\n\n", "bad data t.csv: is empty; give a table with one row per sample"},
      {"a,y\n", "bad data t.csv: has 0 rows of data; give at least 2"},
      {"a,y\n1,0\n", "bad data t.csv: has 1 row of data; give at least 2"},
      {"a\n1\n2\n", "bad data t.csv: has a single column; give at least one input and one target column"},
      {"a,y\n1,0\n2,1,3\n",
       "bad data t.csv:3: has 3 fields where the first row has 2; give every row the same number of fields"},
      {"a,y\n1,0\n2\n",
       "bad data t.csv:3: has 1 fields where the first row has 2; give every row the same number of fields"},
      {"a,y\n1,0\n\"two\nlines\",1,1\n",
       "bad data t.csv:3: has 3 fields where the first row has 2; give every row the same number of fields"},
      {"a,y\n1,0\n\"2,1\n",
       "bad data t.csv:3: a quoted field that begins in this row is never closed; close it, and double a "
       "quote inside a quoted field"},
      {"a,y\n1,0\n2\"x,1\n",
       "bad data t.csv:3: column 1: a quote stands where none may be; quote the whole field and double each quote "
       "inside it"},
      {"a,y\n\"1\"2,0\n2,1\n",
       "bad data t.csv:2: column 1: a quote stands where none may be; quote the whole field and double each quote "
       "inside it"},
      {"a,y\n1,0\n2\0,1\n"s, "bad data t.csv:3: has a NUL byte; this is not a text file; export it as CSV in UTF-8"},
      {"a,y\n1,0\ninf,1\n", "bad data t.csv:3:1: 'inf' is not a finite number (column 'a'); correct or drop the row"},
      {"a,y\n1,0\n-Infinity,1\n",
       "bad data t.csv:3:1: '-Infinity' is not a finite number (column 'a'); correct or drop the row"},
      {"a,y\n1,0\n?,1\n",
       "bad data t.csv:3:1: a value is missing (column 'a'); fill it in, or set `missing` to drop or mean"},
      {"a,b,y\n1,7,0\n2,7,1\n",
       "bad data t.csv:2:2: the column is constant and cannot help to predict (column 'b'); leave it out of the file"},
      {"a,b,y\n1,7,0\n2,7.0,1\n",
       "bad data t.csv:2:2: the column is constant and cannot help to predict (column 'b'); leave it out of the file"},
      {"a,y\n1,x\n2,x\n",
       "bad data t.csv:2:2: every row has the class 'x' (column 'y'); there is nothing to learn; give rows of at least "
       "two "
       "classes"},
      {"a,a,y\n1,2,0\n2,3,1\n", "bad data t.csv:1:2: columns 1 and 2 have the same name (column 'a'); rename one"},
      {"1,0\n2,0\n", "bad data t.csv:1:2: every row has the same target; there is nothing to learn"},
  };
  for (const auto& [text, message] : cases) {
    CAPTURE(text);
    CHECK(error_of(text) == message);
  }
}

TEST_CASE("A target that does not fit the task is refused") {
  const std::string three = "a,y\n1,x\n2,y\n3,z\n";
  CHECK(error_of(three, with(&Settings::task, Task::binary)) ==
        "bad data t.csv:2:2: the target has 3 classes (column 'y'); set `task` to multiclass");
  CHECK(error_of(three, with(&Settings::task, Task::regression)) ==
        "bad data t.csv:2:2: regression needs numbers in the target column (column 'y'); set `task` to multiclass");
  CHECK(error_of(three, with(&Settings::task, Task::multilabel)) ==
        "bad data t.csv:2:2: labels must be 0 or 1 (column 'y'); set `task` to regression for other numbers");
  CHECK(error_of("a,y\n1,2\n2,2\n", with(&Settings::task, Task::regression)) ==
        "bad data t.csv:2:2: every row has the same target (column 'y'); there is nothing to learn");
  CHECK(error_of(three, with(&Settings::target, "z")).starts_with("usage `target`: t.csv has no column 'z'"));
  CHECK(error_of(three, with(&Settings::target, "y+y")) == "usage `target`: 'y' is named twice; name it once");
  CHECK(error_of(three, with(&Settings::target, "a+y")) ==
        "usage `target`: names every column; leave at least one as input");
}

TEST_CASE("A table of a hundred thousand columns is read in seconds, its targets and inputs are found by name") {
  std::string names, first, second, last;
  constexpr int columns = 90'000;
  for (int i = 0; i < columns; ++i) {
    names += fmt::format("{}measurement {}", i == 0 ? "" : ",", i);
    first += fmt::format("{}{}", i == 0 ? "" : ",", i % 7);
    second += fmt::format("{}{}", i == 0 ? "" : ",", i % 7 + 1 + i % 2);
  }
  std::string targets;
  for (int i = 0; i < columns / 2; ++i) targets += fmt::format("{}measurement {}", i == 0 ? "" : "+", 2 * i);
  const auto start = std::chrono::steady_clock::now();
  Dataset data = read(names + "\n" + first + "\n" + second + "\n", with(&Settings::target, targets));
  CHECK(data.features() == columns / 2);
  CHECK(data.target_columns() == columns / 2);
  std::string features;
  for (int i = 0; i < columns / 2; ++i) features += fmt::format("{}measurement {}", i == 0 ? "" : "+", 2 * i + 1);
  select_features(features, data);
  CHECK(data.features() == columns / 2);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}

TEST_CASE("Numbers of which there are many may turn out to be categories") {
  std::string text = "a,b,y\n";
  for (int i = 0; i < 60; ++i) text += fmt::format("{},{},{}\n", i % 50, i, i % 2);
  const Dataset data = read(text + "x,3,0\n,4,1\n", with(&Settings::missing, MissingValues::drop));
  CHECK(data.rows == 61);
  REQUIRE(data.features() == 52);
  CHECK(data.feature_names.front() == "a=0");
  CHECK(data.feature_names[50] == "a=x");
  CHECK(data.inputs[60 * 52 + 50] == 1);
  for (int i = 0; i < 2000; ++i) text += fmt::format("{},{},{}\n", i, i, i % 2);
  CHECK(error_of(text + "x,1,0\n").starts_with("bad data t.csv:2:1: the column has more than 1000 categories"));
  CHECK(error_of(text + "1,x,0\n").starts_with("bad data t.csv:2:2: the column has more than 1000 categories"));
}

TEST_CASE("Texts in another encoding than UTF-8 are refused with the advice to convert them") {
  const std::string advice =
      "the text is not UTF-8; convert the file, if it is in Latin-1 by iconv -f latin1 -t utf8 OLD > NEW";
  CHECK(error_of("a,gr\xF6\xDF"
                 "e,y\n1,2,0\n2,3,1\n") == "bad data t.csv:1:2: " + advice);
  CHECK(error_of("a,farbe,y\n1,rot,0\n2,gr\xFCn,1\n3,rot,1\n") == "bad data t.csv:3:2: " + advice);
  CHECK(error_of("a,y\n1,ja\n2,nat\xFCrlich\n") == "bad data t.csv:3:2: " + advice);
  CHECK(read("a,farbe,y\n1,rot,0\n2,gr\xC3\xBCn,1\n").feature_names[1] == "farbe=gr\xC3\xBCn");
}

TEST_CASE("Damaged tables never do worse than an error") {
  const std::string good = "a,b,y\n1,2,x\n\"3,5\",4,z\n5,6,x\n7,8.5,z\n";
  arithmetic::RandomStream numbers(1, 0, arithmetic::Purpose::data);
  const TemporaryDirectory directory;
  for (int round = 0; round < 3000; ++round) {
    std::string text = good;
    const auto edits = 1 + numbers.below(4);
    for (std::uint32_t edit = 0; edit < edits; ++edit) {
      const auto at = numbers.below(static_cast<std::uint32_t>(text.size()));
      const auto byte = numbers.word();
      constexpr char hostile[] = {'"', ',', '\n', '\r', '\0', '-', '.', 'e'};
      text[at] = byte % 2 == 0 ? hostile[byte / 2 % sizeof hostile] : static_cast<char>(byte >> 8);
    }
    try {
      const Dataset data = read_table_file(directory.write("f.csv", text), {});
      REQUIRE(data.inputs.size() == data.rows * data.features());
      REQUIRE(data.targets.size() == data.rows * data.target_columns());
    } catch (const Error& error) {
      REQUIRE(error.kind() == ErrorKind::bad_data);
    }
  }
}
