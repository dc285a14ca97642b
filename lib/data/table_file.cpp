#include "data/table_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "actlab/error.hpp"
#include "data/csv.hpp"
#include "file/memory.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

constexpr std::size_t most_categories = 1000;
constexpr std::size_t most_numbers = 2147483647;
constexpr std::size_t most_integer_classes = 20;
constexpr std::size_t rows_per_integer_class = 5;
constexpr std::size_t longest_categories = 64 << 20;
constexpr std::size_t longest_names = 256 << 20;
constexpr std::size_t rows_between_checks = 1 << 14;

bool is_missing(std::string_view field) {
  if (!field.empty() && field.front() <= '9' && field.front() >= '-') return false;  // most fields are numbers
  static constexpr std::array<std::string_view, 8> marks{"", "NA", "N/A", "nan", "NaN", "NULL", "null", "?"};
  return std::ranges::count(marks, field) > 0;
}

// Names go into figures and tables, a line each: control characters become blanks.
std::string printable(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return text;
}

// What the first pass learns of a column.
struct Column {
  std::string name;
  bool target = false;
  bool numeric = true;
  bool missing = false;  // in some row
  // Distinct values, up to one more than most_categories; of an input from its first text on.
  std::set<std::string> values;
  std::size_t first_line = 0;
  double sum = 0;  // of the numbers, for --missing mean
  std::size_t numbers = 0;
  double low = 0;
  double high = 0;

  [[nodiscard]] double mean() const { return sum / static_cast<double>(numbers); }
};

void append_one_hot(const Column& column, const std::string& field, Dataset& data) {
  for (const std::string& category : column.values) data.inputs.append(field == category ? 1.0 : 0.0);
}

class TableReader {
 public:
  TableReader(const std::filesystem::path& path, const Settings& settings) : path_(path), settings_(settings) {}

  Dataset read() {
    scan();
    recall_categories();
    check_columns();
    Dataset data;
    data.generated = false;
    data.standardize_by_default = true;
    decide_task(data);
    name_inputs(data);
    fill(data);
    return data;
  }

  // After read().
  void add_test_rows(const std::filesystem::path& path, Dataset& data) const {
    std::vector<std::size_t> places;  // in the file, of the columns
    const std::size_t rows_before = data.rows;
    read_csv(path, [&](const CsvRow& row) {
      if (places.empty()) {
        places = find_columns(path, row);
        if (header_) return;
      }
      if (dropped(row)) return;
      if (++data.rows > most_numbers / columns_.size()) {
        throw Error(ErrorKind::bad_data, path.string(), "has more than 2^31 fields", "take fewer rows or columns");
      }
      const TestRow test_row{path, row, places};
      for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (!columns_[c].target) add_test_inputs(test_row, c, data);
      }
      for (const std::size_t c : targets_) data.targets.push_back(test_target(test_row, c, data));
    });
    data.test_rows = data.rows - rows_before;
    if (data.test_rows == 0) throw Error(ErrorKind::bad_data, path.string(), "has no rows", "give a row per sample");
  }

  // Two numeric inputs are points of a plane; it is drawn a tenth wider than the data to learn from.
  void set_plane(Dataset& data) const {
    std::vector<const Column*> numeric;
    for (const Column& column : columns_) {
      if (!column.target && column.numeric) numeric.push_back(&column);
    }
    if (numeric.size() != 2 || data.feature_names.size() != 2) return;
    data.plane = data.inputs.values();
    for (std::size_t axis = 0; axis < 2; ++axis) {
      data.plane_names.push_back(numeric[axis]->name);
      const double margin = 0.1 * (numeric[axis]->high - numeric[axis]->low);
      data.plane_low[axis] = numeric[axis]->low - margin;
      data.plane_high[axis] = numeric[axis]->high + margin;
    }
  }

 private:
  // A row of the second file.
  struct TestRow {
    const std::filesystem::path& path;
    const CsvRow& row;
    const std::vector<std::size_t>& places;

    [[nodiscard]] const std::string& field(std::size_t c) const { return row.fields[places[c]]; }
  };

  [[nodiscard]] Error does_not_fit(const TestRow& row, std::size_t c, const std::string& what) const {
    return {ErrorKind::bad_data, csv_place(row.path, row.row.line, row.places[c] + 1),
            fmt::format("{} (column {})", what, text::quoted(columns_[c].name)),
            "correct or drop the row, or train on data that have it"};
  }

  // Where the columns of the first file stand in the second.
  [[nodiscard]] std::vector<std::size_t> find_columns(const std::filesystem::path& path, const CsvRow& row) const {
    if (row.fields.size() != columns_.size()) {
      throw Error(ErrorKind::bad_data, csv_place(path, row.line, 1),
                  fmt::format("has {} columns, and {} has {}", row.fields.size(), path_.string(), columns_.size()),
                  "give both files the same columns");
    }
    std::vector<std::size_t> places(columns_.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    if (!header_) return places;
    std::vector<std::string> names = row.fields;
    std::ranges::transform(names, names.begin(), printable);
    const CsvHeader header(path, std::move(names));
    std::ranges::transform(columns_, places.begin(), [&](const Column& column) {
      if (header.has(column.name)) return header.at(column.name);
      throw Error(ErrorKind::bad_data, csv_place(path, row.line, 1),
                  fmt::format("has no column {}, which {} has", text::quoted(column.name), path_.string()),
                  "name the columns of both files alike");
    });
    return places;
  }

  // A finite number; what is missing has the mean of the rows to learn from.
  [[nodiscard]] double test_number(const TestRow& row, std::size_t c) const {
    const Column& column = columns_[c];
    const std::string& field = row.field(c);
    if (is_missing(field)) {
      if (settings_.missing != MissingValues::mean || column.target) throw does_not_fit(row, c, "a value is missing");
      return column.mean();
    }
    const auto number = text::parse_number(field);
    if (number && std::isfinite(*number)) return *number + 0.0;
    throw does_not_fit(row, c, text::quoted(field) + " is not a number");
  }

  void add_test_inputs(const TestRow& row, std::size_t c, Dataset& data) const {
    const Column& column = columns_[c];
    if (column.numeric) return data.inputs.append(test_number(row, c));
    const std::string& field = row.field(c);
    if (!column.values.contains(field)) {
      throw does_not_fit(row, c, fmt::format("{} has no category {}", path_.string(), text::quoted(field)));
    }
    append_one_hot(column, field, data);
  }

  [[nodiscard]] double test_target(const TestRow& row, std::size_t c, const Dataset& data) const {
    if (data.classes.empty()) {
      const double number = test_number(row, c);
      const bool is_label = number == 0 || number == 1;
      if (data.task == Task::multilabel && !is_label) throw does_not_fit(row, c, "a label must be 0 or 1");
      return number;
    }
    const auto place = std::ranges::find(data.classes, row.field(c));
    if (place != data.classes.end()) return static_cast<double>(place - data.classes.begin());
    throw does_not_fit(row, c, fmt::format("{} has no class {}", path_.string(), text::quoted(row.field(c))));
  }

  [[nodiscard]] Error bad(std::size_t line, std::size_t column, std::string what, std::string remedy) const {
    const std::string name = header_ ? fmt::format(" (column {})", text::quoted(columns_[column].name)) : "";
    return {ErrorKind::bad_data, csv_place(path_, line, column + 1), std::move(what) + name, std::move(remedy)};
  }

  [[nodiscard]] Error bad_file(std::string what, std::string remedy) const {
    return {ErrorKind::bad_data, path_.string(), std::move(what), std::move(remedy)};
  }

  // First pass: names and kinds of the columns.
  void scan() {
    read_csv(path_, [&](const CsvRow& row) {
      if (columns_.empty()) {
        start(row);
        if (header_) return;
      }
      if (dropped(row)) return;
      if (++rows_ > most_numbers / columns_.size()) {
        throw bad_file("has more than 2^31 fields", "take fewer rows or columns");
      }
      if (rows_ % rows_between_checks == 0) check_memory();
      for (std::size_t c = 0; c < columns_.size(); ++c) see(row, c);
    });
    if (columns_.empty()) throw bad_file("is empty", "give a table with one row per sample");
    if (rows_ < 2) throw bad_file(fmt::format("has {} row{} of data", rows_, rows_ == 1 ? "" : "s"), "give at least 2");
  }

  // Before as many rows come again.
  void check_memory() const {
    require_memory(static_cast<double>(rows_between_checks * columns_.size()) * sizeof(double), path_.string(),
                   "its numbers", "take fewer rows or columns");
  }

  void start(const CsvRow& row) {
    const bool has_number =
        std::ranges::any_of(row.fields, [](const std::string& field) { return text::parse_number(field).has_value(); });
    header_ = settings_.header.value_or(!has_number);
    columns_.resize(row.fields.size());
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (header_ && !text::is_utf8(row.fields[c])) refuse_encoding(row.line, c);
      columns_[c].name = header_ ? printable(row.fields[c]) : "";
      if (columns_[c].name.empty()) columns_[c].name = fmt::format("column{}", c + 1);
      const auto [same, is_new] = places_.emplace(columns_[c].name, c);
      if (is_new) continue;
      throw bad(row.line, c, fmt::format("columns {} and {} have the same name", same->second + 1, c + 1),
                "rename one");
    }
    find_targets();
    inputs_ = InputTable(columns_.size() - targets_.size());
  }

  [[noreturn]] void refuse_encoding(std::size_t line, std::size_t column) const {
    throw Error(ErrorKind::bad_data, csv_place(path_, line, column + 1), "the text is not UTF-8",
                "convert the file, if it is in Latin-1 by iconv -f latin1 -t utf8 OLD > NEW");
  }

  // Rows with a missing value under --missing drop.
  [[nodiscard]] bool dropped(const CsvRow& row) const {
    return settings_.missing == MissingValues::drop && std::ranges::any_of(row.fields, is_missing);
  }

  void see(const CsvRow& row, std::size_t c) {
    Column& column = columns_[c];
    const std::string& field = row.fields[c];
    if (is_missing(field)) {
      if (settings_.missing == MissingValues::error) {
        throw bad(row.line, c, "a value is missing", "fill it in, or set `missing` to drop or mean");
      }
      if (column.target) throw bad(row.line, c, "the target is missing", "fill it in, or set `missing` to drop");
      column.missing = true;
      return forget_inputs();
    }
    if (column.first_line == 0) column.first_line = row.line;
    const auto number = text::parse_number(field);
    if (!number) column.numeric = false;
    const std::string* text = nullptr;
    if (column.target || !column.numeric) text = remember(row, c);
    if (column.target) target_texts_.push_back(text);
    if (!number) {
      if (!column.target) forget_inputs();
      return;
    }
    if (!std::isfinite(*number)) {
      throw bad(row.line, c, fmt::format("{} is not a finite number", text::quoted(field)), "correct or drop the row");
    }
    column.low = column.numbers == 0 ? *number : std::min(column.low, *number);
    column.high = column.numbers == 0 ? *number : std::max(column.high, *number);
    column.sum += *number;
    ++column.numbers;
    if (column.target) {
      target_numbers_.push_back(*number);
    } else if (only_numbers_) {
      inputs_.append(*number + 0.0);  // -0 is 0
    }
  }

  // Inputs that are not numbers in every row are read once more, when their categories and means are known.
  void forget_inputs() {
    only_numbers_ = false;
    inputs_ = InputTable();
  }

  // Where the text of the field stands among its column's; null where there are too many.
  const std::string* remember(const CsvRow& row, std::size_t c) {
    Column& column = columns_[c];
    const std::string& field = row.fields[c];
    if (column.values.size() > most_categories) return nullptr;
    const auto [place, is_new] = column.values.insert(field);
    if (!is_new) return &*place;
    if (!text::is_utf8(field)) refuse_encoding(row.line, c);
    categories_length_ += field.size();
    if (categories_length_ > longest_categories) {
      throw bad(row.line, c, "the categories of the table are longer than 64 MiB", "leave texts out of the file");
    }
    return &*place;
  }

  // Columns that begin with numbers and go on with a text.
  void recall_categories() {
    std::vector<std::size_t> forgotten;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const Column& column = columns_[c];
      if (!column.numeric && !column.target && column.numbers > 0) forgotten.push_back(c);
    }
    if (forgotten.empty()) return;
    for_each_row([&](const CsvRow& row) {
      for (const std::size_t c : forgotten) {
        if (!is_missing(row.fields[c])) remember(row, c);
      }
    });
  }

  // Later passes: the rows to learn from.
  template <class F>
  void for_each_row(F visit) const {
    bool first = header_;
    read_csv(path_, [&](const CsvRow& row) {
      if (row.fields.size() != columns_.size()) refuse_change();
      if (!std::exchange(first, false) && !dropped(row)) visit(row);
    });
  }

  [[noreturn]] void refuse_change() const {
    throw bad_file("changed while it was read", "start again when nothing writes to it");
  }

  void find_targets() {
    if (columns_.size() < 2) throw bad_file("has a single column", "give at least one input and one target column");
    std::string_view rest = settings_.target;
    if (rest == "last") return add_target(columns_.size() - 1);
    while (true) {
      const std::size_t plus = std::min(rest.find('+'), rest.size());
      add_target(find_column(rest.substr(0, plus)));
      if (plus == rest.size()) break;
      rest.remove_prefix(plus + 1);
    }
    if (targets_.size() == columns_.size()) {
      throw Error(ErrorKind::usage, "`target`", "names every column", "leave at least one as input");
    }
  }

  void add_target(std::size_t c) {
    if (std::exchange(columns_[c].target, true)) {
      throw Error(ErrorKind::usage, "`target`", text::quoted(columns_[c].name) + " is named twice", "name it once");
    }
    targets_.push_back(c);
  }

  [[nodiscard]] std::size_t find_column(std::string_view name) const {
    const auto place = places_.find(name);
    if (place != places_.end()) return place->second;
    const auto number = name.starts_with('#') ? text::parse_integer(name.substr(1)) : std::nullopt;
    if (number && *number >= 1 && *number <= static_cast<std::int64_t>(columns_.size())) {
      return static_cast<std::size_t>(*number - 1);
    }
    std::vector<std::string> known;
    for (const Column& column : columns_) known.push_back(column.name);
    throw Error(ErrorKind::usage, "`target`", fmt::format("{} has no column {}", path_.string(), text::quoted(name)),
                text::suggestion(name, known));
  }

  void check_columns() const {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const Column& column = columns_[c];
      if (column.first_line == 0) {
        throw bad(1, c, "the column has no value at all", "leave it out of the file");
      }
      if (column.target) continue;
      if (column.values.size() == 1 || (column.numeric && column.low == column.high)) {
        throw bad(column.first_line, c, "the column is constant and cannot help to predict",
                  "leave it out of the file");
      }
      if (!column.numeric && column.values.size() > most_categories) {
        throw bad(column.first_line, c, fmt::format("the column has more than {} categories", most_categories),
                  "is it an identifier? leave it out of the file");
      }
      if (!column.numeric && settings_.missing == MissingValues::mean && column.missing) {
        throw bad(column.first_line, c, "a category is missing and has no mean", "set `missing` to drop");
      }
    }
  }

  [[nodiscard]] bool holds_classes(const Column& target) const {
    if (!target.numeric) return true;
    const bool whole = std::ranges::all_of(target.values, [](const std::string& value) {
      const double number = text::parse_number(value).value_or(0.5);
      return number == std::floor(number);
    });
    return whole && target.values.size() <= most_integer_classes &&
           rows_ >= rows_per_integer_class * target.values.size();
  }

  [[nodiscard]] bool holds_labels() const {
    return std::ranges::all_of(targets_, [&](std::size_t c) {
      return std::ranges::all_of(columns_[c].values,
                                 [](const std::string& value) { return value == "0" || value == "1"; });
    });
  }

  void decide_task(Dataset& data) const {
    const Column& first = columns_[targets_.front()];
    const bool several = targets_.size() > 1;
    if (settings_.task) {
      data.task = *settings_.task;
    } else if (several) {
      data.task = holds_labels() ? Task::multilabel : Task::regression;
    } else if (holds_classes(first)) {
      data.task = first.values.size() == 2 ? Task::binary : Task::multiclass;
    } else {
      data.task = Task::regression;
    }
    for (const std::size_t c : targets_) data.target_names.push_back(columns_[c].name);
    if (data.task == Task::binary || data.task == Task::multiclass) name_classes(first, data);
    check_targets(data.task);
  }

  void name_classes(const Column& target, Dataset& data) const {
    const std::size_t c = targets_.front();
    if (targets_.size() > 1) {
      throw Error(ErrorKind::usage, "`task`",
                  std::string(task_name(data.task)) + " takes one target column, and `target` names several",
                  "set `task` to multilabel, or name one");
    }
    if (target.values.size() == 1) {
      throw bad(target.first_line, c, fmt::format("every row has the class {}", text::quoted(*target.values.begin())),
                "there is nothing to learn; give rows of at least two classes");
    }
    if (data.task == Task::binary && target.values.size() > 2) {
      throw bad(target.first_line, c, fmt::format("the target has {} classes", target.values.size()),
                "set `task` to multiclass");
    }
    if (target.values.size() > most_categories) {
      throw bad(target.first_line, c, fmt::format("the target has more than {} classes", most_categories),
                "is it a number? set `task` to regression");
    }
    data.classes.assign(target.values.begin(), target.values.end());
    if (!target.numeric) return;
    std::ranges::stable_sort(data.classes, {}, [](const std::string& label) { return *text::parse_number(label); });
  }

  void check_targets(Task task) const {
    for (const std::size_t c : targets_) {
      const Column& column = columns_[c];
      if (task == Task::regression && !column.numeric) {
        throw bad(column.first_line, c, "regression needs numbers in the target column", "set `task` to multiclass");
      }
      if (task == Task::regression && column.low == column.high) {
        throw bad(column.first_line, c, "every row has the same target", "there is nothing to learn");
      }
      if (task == Task::multilabel && !holds_labels()) {
        throw bad(column.first_line, c, "labels must be 0 or 1", "set `task` to regression for other numbers");
      }
    }
  }

  void name_inputs(Dataset& data) const {
    std::size_t length = 0;
    const auto add = [&](std::string name) {
      length += name.size();
      if (length > longest_names) throw bad_file("the names of its inputs are longer than 256 MiB", "shorten them");
      data.feature_names.push_back(std::move(name));
    };
    for (const Column& column : columns_) {
      if (column.target) continue;
      if (column.numeric) add(column.name);
      if (column.numeric) continue;
      for (const std::string& category : column.values) add(column.name + "=" + category);
    }
    if (rows_ > most_numbers / data.feature_names.size()) {
      throw bad_file("would have more than 2^31 inputs after one-hot coding", "take fewer rows or columns");
    }
  }

  void fill(Dataset& data) {
    data.rows = rows_;
    if (only_numbers_) {
      data.inputs = std::move(inputs_);
    } else {
      require_memory(static_cast<double>(rows_) * static_cast<double>(data.features()), path_.string(), "its numbers",
                     "take fewer rows or columns");
      read_inputs(data);
    }
    data.targets = std::move(target_numbers_);
    if (!data.classes.empty()) data.targets = class_places(data.classes);
  }

  // Last pass: numbers, means in place of missing ones, and categories.
  void read_inputs(Dataset& data) const {
    data.inputs = InputTable(data.features());
    std::size_t rows = 0;
    for_each_row([&](const CsvRow& row) {
      if (++rows > rows_) refuse_change();
      for (std::size_t c = 0; c < columns_.size(); ++c) {
        if (!columns_[c].target) add_inputs(row, c, data);
      }
    });
    if (rows != rows_) refuse_change();
  }

  void add_inputs(const CsvRow& row, std::size_t c, Dataset& data) const {
    const Column& column = columns_[c];
    const std::string& field = row.fields[c];
    if (!column.numeric) return append_one_hot(column, field, data);
    data.inputs.append(is_missing(field) ? column.mean() : text::parse_number(field).value_or(column.mean()) + 0.0);
  }

  // Each row's place among the classes.
  [[nodiscard]] std::vector<double> class_places(const std::vector<std::string>& classes) const {
    const std::set<std::string>& texts = columns_[targets_.front()].values;
    std::map<const std::string*, double> places;
    for (const std::string& name : classes) places.emplace(&*texts.find(name), places.size());
    std::vector<double> out;
    out.reserve(rows_);
    for (const std::string* text : target_texts_) out.push_back(places.at(text));
    return out;
  }

  const std::filesystem::path& path_;
  const Settings& settings_;
  std::vector<Column> columns_;
  std::map<std::string, std::size_t, std::less<>> places_;  // of the columns by name
  std::vector<std::size_t> targets_;
  std::size_t rows_ = 0;
  std::size_t categories_length_ = 0;
  // What the first pass keeps of the rows to learn from.
  bool only_numbers_ = true;  // in the inputs, and no value is missing
  InputTable inputs_;
  std::vector<const std::string*> target_texts_;  // [rows][targets], places among the column's values
  std::vector<double> target_numbers_;            // [rows][targets] if all are numbers
  bool header_ = false;
};

}  // namespace

Dataset read_table_file(const std::filesystem::path& path, const Settings& settings,
                        const std::optional<std::filesystem::path>& test) {
  TableReader reader(path, settings);
  Dataset data = reader.read();
  if (test) reader.add_test_rows(*test, data);
  reader.set_plane(data);
  return data;
}

}  // namespace actlab
