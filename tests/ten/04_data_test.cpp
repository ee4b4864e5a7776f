// Generated from chapters/04-data.md by heddle (checksum 32dcceef0439405b). Do not edit: edit the chapter.
// SPDX-License-Identifier: MIT
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); }
}  // namespace Catch::Matchers
#endif

#include <sys/resource.h>
#include <random>
#include <ten/ten.hpp>
#include <ten/mnist.hpp>
#include <book/data.hpp>
#include <ten/file.hpp>
#include <ten/gzip.hpp>
#include <ten/idx.hpp>
#include <ten/image.hpp>
#include <ten/table.hpp>
#include <ten/test.hpp>

using namespace ten;

TEST_CASE("expectations that hold are silent, others name the comparison and both values") {
    auto const a = tensor({{1, 2}, {3, 4}});
    test_eq(a, tensor({{1, 2}, {3, 4}}));
    test_eq(a.min(), 1);
    test_eq(a.shape(), Shape{2, 2});
    test_eq(zeros({3}), 0);
    test(
        a, 0, [](auto const& x, auto y) { return x > y; }, ">");
    CHECK_THROWS_WITH(test_eq(a.max(), 5), "==:\ntensor(4)\n5");
    CHECK_THROWS_AS(test_eq(a, tensor({1, 2})), TestFailure);
    CHECK_THROWS_AS(test_eq(zeros({2, 3}), zeros({3})), TestFailure);
    CHECK_THROWS_AS(test_eq(-1, std::size_t{0} - 1), TestFailure);
    CHECK_THROWS_AS(test_eq(a, 1), TestFailure);
    CHECK_THROWS_AS(test_eq(std::nan(""), std::nan("")), TestFailure);
    CHECK_THROWS_WITH(test(3, 2, std::less<>{}, "<"), "<:\n3\n2");
    struct Mute {
        bool operator==(Mute const&) const { return false; }
    };
    CHECK_THROWS_WITH(test_eq(Mute{}, Mute{}), Catch::Matchers::ContainsSubstring("cannot be written"));
}

TEST_CASE("what gzip packed comes out again, in pieces of any size and from several members") {
    // make gzip files
    // `bytes` as one member of a gzip file.
    auto const gzipped = [](Bytes bytes) {
        ::z_stream stream{};
        REQUIRE(::deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
        Bytes packed(::deflateBound(&stream, static_cast<::uLong>(bytes.size())));
        stream.next_in = bytes.data();
        stream.avail_in = static_cast<::uInt>(bytes.size());
        stream.next_out = packed.data();
        stream.avail_out = static_cast<::uInt>(packed.size());
        REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
        packed.resize(stream.total_out);
        ::deflateEnd(&stream);
        return packed;
    };
    // unpack gzip files
    // All that a gzip file holds.
    auto const unpacked = [](Bytes const& packed) { return GzipReader("x.gz", packed).read(1 << 30); };
    Bytes bytes(700000);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * i >> 7);
    Bytes const packed = gzipped(bytes);
    CHECK(unpacked(packed) == bytes);
    GzipReader reader("x.gz", packed);
    Bytes pieces;
    for (std::uint64_t n : {1, 0, 255, 300000, 7}) {
        Bytes const piece = reader.read(n);
        CHECK(piece.size() == n);
        pieces.insert(pieces.end(), piece.begin(), piece.end());
    }
    Bytes const rest = reader.read(std::numeric_limits<std::uint64_t>::max());
    pieces.insert(pieces.end(), rest.begin(), rest.end());
    CHECK(pieces == bytes);
    CHECK(reader.read(1).empty());
    CHECK(unpacked(gzipped({})).empty());
    Bytes two = gzipped({1, 2});
    Bytes const empty = gzipped({});
    Bytes const more = gzipped({3});
    two.insert(two.end(), empty.begin(), empty.end());
    two.insert(two.end(), more.begin(), more.end());
    CHECK(unpacked(two) == Bytes({1, 2, 3}));
    two.resize(two.size() + 100);  // zeros, and after them one more member
    CHECK(unpacked(two) == Bytes({1, 2, 3}));
    two.insert(two.end(), more.begin(), more.end());
    two.push_back(0);
    CHECK(unpacked(two) == Bytes({1, 2, 3, 3}));
    two.push_back(7);
    CHECK_THROWS_WITH(unpacked(two), "x.gz: 2 bytes follow the gzip data");
}

TEST_CASE("a gzip file that is cut anywhere, is refused, and one that is changed never gives other bytes") {
    // make gzip files
    // `bytes` as one member of a gzip file.
    auto const gzipped = [](Bytes bytes) {
        ::z_stream stream{};
        REQUIRE(::deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
        Bytes packed(::deflateBound(&stream, static_cast<::uLong>(bytes.size())));
        stream.next_in = bytes.data();
        stream.avail_in = static_cast<::uInt>(bytes.size());
        stream.next_out = packed.data();
        stream.avail_out = static_cast<::uInt>(packed.size());
        REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
        packed.resize(stream.total_out);
        ::deflateEnd(&stream);
        return packed;
    };
    // unpack gzip files
    // All that a gzip file holds.
    auto const unpacked = [](Bytes const& packed) { return GzipReader("x.gz", packed).read(1 << 30); };
    Bytes bytes(300);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * i);
    Bytes const packed = gzipped(bytes);
    for (std::size_t length = 0; length < packed.size(); ++length) {
        CHECK_THROWS_AS(unpacked(Bytes(packed.begin(), packed.begin() + static_cast<std::ptrdiff_t>(length))),
                        DataError);
    }
    auto const refused_or_harmless = [&](Bytes const& changed) {  // the header has a date, the data some unused bits
        try {
            return unpacked(changed) == bytes;
        } catch (DataError const&) {
            return true;
        }
    };
    for (std::size_t at = 0; at < packed.size(); ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            Bytes changed = packed;
            changed[at] = static_cast<std::uint8_t>(changed[at] ^ (1 << bit));
            CHECK(refused_or_harmless(changed));
        }
    }
    Bytes checksum = packed;
    checksum[checksum.size() - 5] ^= 1;
    CHECK_THROWS_WITH(unpacked(checksum), "x.gz: the gzip data is damaged: incorrect data check");
    Bytes length = packed;
    length.back() ^= 1;
    CHECK_THROWS_WITH(unpacked(length), "x.gz: the gzip data is damaged: incorrect length check");
    Bytes longer = packed;
    longer.insert(longer.end(), {'m', 'o', 'r', 'e'});
    CHECK_THROWS_WITH(unpacked(longer), "x.gz: 4 bytes follow the gzip data");
    CHECK_THROWS_WITH(unpacked({}), "x.gz: this is no gzip file: it is empty");
    CHECK_THROWS_WITH(unpacked({0x1f}), "x.gz: this is no gzip file: it begins with \"?\"");
    CHECK_THROWS_WITH(unpacked({'P', 'K', 3, 4}), "x.gz: this is no gzip file: it begins with \"PK??\"");
}

TEST_CASE("files that are missing, folders and pipes are refused by name") {
    auto const folder = std::filesystem::temp_directory_path();
    CHECK_THROWS_WITH(read_file(folder / "no such folder" / "x"),
                      (folder / "no such folder" / "x").string() + ": No such file or directory");
    CHECK_THROWS_WITH(read_file(folder), folder.string() + ": this is no regular file");
    CHECK_THROWS_AS(read_file("/dev/null"), DataError);
}

TEST_CASE("an IDX file is what its header says, or is refused by what is wrong") {
    // make gzip files
    // `bytes` as one member of a gzip file.
    auto const gzipped = [](Bytes bytes) {
        ::z_stream stream{};
        REQUIRE(::deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
        Bytes packed(::deflateBound(&stream, static_cast<::uLong>(bytes.size())));
        stream.next_in = bytes.data();
        stream.avail_in = static_cast<::uInt>(bytes.size());
        stream.next_out = packed.data();
        stream.avail_out = static_cast<::uInt>(packed.size());
        REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
        packed.resize(stream.total_out);
        ::deflateEnd(&stream);
        return packed;
    };
    auto const read = [&gzipped](Bytes const& bytes, std::uint32_t rank) {
        GzipReader in("x.gz", gzipped(bytes));
        return read_idx(in, rank);
    };
    Bytes const good = {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255};
    Idx const idx = read(good, 2);
    CHECK(idx.shape == Shape{2, 3});
    CHECK(idx.bytes == Bytes({1, 2, 3, 4, 5, 255}));
    for (std::size_t length = 0; length < good.size(); ++length) {
        std::string const words = length < 12
                                      ? "x.gz: the file ends within the header"
                                      : "x.gz: shape [2, 3] needs 6 bytes, the file has " + std::to_string(length - 12);
        CHECK_THROWS_WITH(read(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(length)), 2), words);
    }
    Bytes longer = good;
    longer.push_back(0);
    CHECK_THROWS_WITH(read(longer, 2), "x.gz: shape [2, 3] needs 6 bytes, and more follow them");
    CHECK_THROWS_WITH(read(good, 3), "x.gz: magic number 0x00000802, expected 0x00000803");
    CHECK_THROWS_WITH(read({2, 8, 0, 0, 2, 0, 0, 0}, 2), "x.gz: magic number 0x02080000, expected 0x00000802");
    CHECK_THROWS_WITH(read({0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0}, 1),
                      "x.gz: magic number 0x00000d01, expected 0x00000801");
    CHECK_THROWS_WITH(read({0, 0, 8, 1, 0, 0, 0, 0}, 1), "x.gz: nothing is in the file: its shape is [0]");
    CHECK_THROWS_WITH(read({0, 0, 8, 2, 0, 0, 0, 5, 0, 0, 0, 0}, 2),
                      "x.gz: nothing is in the file: its shape is [5, 0]");
    CHECK_THROWS_WITH(read({0, 0, 8, 1, 255, 255, 255, 255, 7}, 1),
                      "x.gz: shape [4294967295] needs 4294967295 bytes, the file has 1");
    CHECK_THROWS_WITH(read({0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}, 3),
                      "x.gz: too many elements in shape [4294967295, 4294967295, 4294967295]");
    CHECK_THROWS_WITH(read({0, 0, 8, 3, 128, 0, 0, 0, 128, 0, 0, 0, 0, 0, 0, 4, 1}, 3),  // a product of 2 to the 64
                      "x.gz: too many elements in shape [2147483648, 2147483648, 4]");
    Bytes cut = gzipped(good);
    cut.resize(cut.size() - 4);
    GzipReader in("x.gz", cut);
    CHECK_THROWS_WITH(read_idx(in, 2), Catch::Matchers::ContainsSubstring("cut off"));
    PlainReader plain("x", good);
    CHECK(read_idx(plain, 2).bytes == idx.bytes);
    PlainReader short_one("x", Bytes(good.begin(), good.end() - 1));
    CHECK_THROWS_WITH(read_idx(short_one, 2), "x: shape [2, 3] needs 6 bytes, the file has 5");
    PlainReader long_one("x", longer);
    CHECK_THROWS_WITH(read_idx(long_one, 2), "x: shape [2, 3] needs 6 bytes, and more follow them");
}

TEST_CASE("an IDX file that promises more than it holds is refused before memory is asked for") {
    // make gzip files
    // `bytes` as one member of a gzip file.
    auto const gzipped = [](Bytes bytes) {
        ::z_stream stream{};
        REQUIRE(::deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
        Bytes packed(::deflateBound(&stream, static_cast<::uLong>(bytes.size())));
        stream.next_in = bytes.data();
        stream.avail_in = static_cast<::uInt>(bytes.size());
        stream.next_out = packed.data();
        stream.avail_out = static_cast<::uInt>(packed.size());
        REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
        packed.resize(stream.total_out);
        ::deflateEnd(&stream);
        return packed;
    };
    Bytes packed = gzipped({0, 0, 8, 1, 255, 255, 255, 255});
    Bytes const zeros_of_16_megabytes = gzipped(Bytes(1 << 24));
    for (int i = 0; i < 20; ++i)
        packed.insert(packed.end(), zeros_of_16_megabytes.begin(), zeros_of_16_megabytes.end());
    ::rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_AS, &before) == 0);
    std::uint64_t pages = 0;
#ifndef __SANITIZE_ADDRESS__  // which takes terabytes of addresses for itself
    std::ifstream("/proc/self/statm") >> pages;
#endif
    ::rlimit limited = before;
    limited.rlim_cur = pages * 4096 + (100 << 20);
    if (pages > 0) REQUIRE(::setrlimit(RLIMIT_AS, &limited) == 0);
    GzipReader in("x.gz", packed);
    CHECK_THROWS_WITH(read_idx(in, 1), "x.gz: shape [4294967295] needs 4294967295 bytes, the file has 335544320");
    REQUIRE(::setrlimit(RLIMIT_AS, &before) == 0);
}

TEST_CASE("a row of the notebook's digit is what the notebook printed") {
    // read an image in decimal
    // One image: rows * columns numbers from 0 to 255, and nothing else.
    auto const read_decimal_image = [](std::filesystem::path const& file, std::int64_t rows, std::int64_t columns) {
        std::ifstream in(file);
        Tensor<float> image(Shape{rows, columns});
        for (std::int64_t k = 0; k < image.numel(); ++k) {
            int byte = -1;
            if (!(in >> byte) || byte < 0 || byte > 255)
                throw DataError(file, "number " + std::to_string(k) + " is no byte");
            image.data()[k] = static_cast<float>(byte) / 256;
        }
        std::string rest;
        if (in >> rest) throw DataError(file, "more follows the image");
        return image;
    };
    auto const digit = read_decimal_image(book::carried_data() / "notebook-digit.txt", 28, 28).view({784});
    test_eq(digit(range(454, 458)), tensor({0.33203125, 0.984375, 0.8984375, 0.09765625}));
    test_eq(digit(range(466, 471)), tensor({0.02734375, 0.52734375, 0.98828125, 0.7265625, 0.046875}));
    test_eq(digit(range(482, 485)), tensor({0.33203125, 0.984375, 0.87109375}));
    test_eq(digit(range(493, 500)), tensor({0.02734375, 0.51171875, 0.984375, 0.87890625, 0.27734375, 0.0, 0.0}));
}

TEST_CASE("a table has every value, shaded from the least to the greatest") {
    auto const table = shaded(tensor({{0.0, 10.5}, {1.0, 2.0}}));
    CHECK(table.text == "          0         1\n0  0.000000 10.500000\n1  1.000000  2.000000");
    CHECK(table.html.find("<td style=\"background:rgb(255,255,255);color:black\">0.000000</td>") != std::string::npos);
    CHECK(table.html.find("<td style=\"background:rgb(0,0,0);color:white\">10.500000</td>") != std::string::npos);
    CHECK(shaded(tensor({{7, 7}})).html.find("rgb(255,255,255)") != std::string::npos);
    CHECK(shaded(zeros({0, 2})).text == "  0 1");
    CHECK(shaded(full({1, 1}, std::numeric_limits<float>::quiet_NaN())).text == "    0\n0 nan");
    CHECK(shaded(full({1, 1}, std::numeric_limits<float>::max())).text.size() > 80);
    CHECK_THROWS_WITH(shaded(zeros({3})), "shaded: shape [3] is no matrix");
}

TEST_CASE("a picture has a rectangle for each run of equal pixels that are not black") {
    auto const image = imshow(tensor({{0, 10, 10}, {5, 0, 0}}));
    CHECK(image.text == "2 x 3 pixels, black is 0.000000, white 10.000000");
    CHECK(image.svg.find("viewBox=\"0 0 3 2\" width=\"24\" height=\"16\"") != std::string::npos);
    CHECK(image.svg.find("<rect x=\"1\" y=\"0\" width=\"2\" height=\"1\" fill=\"rgb(255,255,255)\"/>") !=
          std::string::npos);
    CHECK(image.svg.find("<rect x=\"0\" y=\"1\" width=\"1\" height=\"1\" fill=\"rgb(128,128,128)\"/>") !=
          std::string::npos);
    CHECK(imshow(tensor({{0, 1}, {2, 3}}).t())
              .svg.find("x=\"1\" y=\"0\" width=\"1\" height=\"1\" fill=\"rgb(170,170,170)\"") != std::string::npos);
    CHECK(imshow(ones({2, 2})).svg.find("fill") == std::string::npos);
    CHECK(imshow(zeros({0, 3})).text == "0 x 3 pixels");
    CHECK(imshow(tensor({{std::numeric_limits<double>::quiet_NaN(), 1.0, 2.0}})).text ==
          "1 x 3 pixels, black is 1.000000, white 2.000000");
    CHECK_THROWS_WITH(imshow(zeros({784})), "imshow: shape [784] is no matrix");
}

TEST_CASE("images and labels become tensors, and what does not belong together is refused") {
    // make gzip files
    // `bytes` as one member of a gzip file.
    auto const gzipped = [](Bytes bytes) {
        ::z_stream stream{};
        REQUIRE(::deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
        Bytes packed(::deflateBound(&stream, static_cast<::uLong>(bytes.size())));
        stream.next_in = bytes.data();
        stream.avail_in = static_cast<::uInt>(bytes.size());
        stream.next_out = packed.data();
        stream.avail_out = static_cast<::uInt>(packed.size());
        REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
        packed.resize(stream.total_out);
        ::deflateEnd(&stream);
        return packed;
    };
    // write files into a temporary folder
    // A new folder that is gone at the end of the scope.
    struct TemporaryFolder {
        std::filesystem::path path =
            std::filesystem::temp_directory_path() / ("ten-" + std::to_string(std::random_device{}()));
        TemporaryFolder() { std::filesystem::create_directory(path); }
        TemporaryFolder(TemporaryFolder const&) = delete;
        TemporaryFolder& operator=(TemporaryFolder const&) = delete;
        ~TemporaryFolder() {
            std::error_code ignored;
            std::filesystem::remove_all(path, ignored);
        }
        std::filesystem::path write(std::string const& name, Bytes const& bytes) const {
            std::ofstream out(path / name, std::ios::binary);
            out.write(reinterpret_cast<char const*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
            return path / name;
        }
    };
    // make IDX files
    // An IDX file whose elements are all `value`.
    auto const idx_bytes = [](Shape const& shape, std::uint8_t value) {
        Bytes bytes = {0, 0, 8, static_cast<std::uint8_t>(shape.size())};
        for (std::int64_t size : shape) {
            for (int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<std::uint8_t>(size >> shift));
        }
        bytes.insert(bytes.end(), static_cast<std::size_t>(detail::count(shape, "idx_bytes")), value);
        return bytes;
    };
    // read an image in decimal
    // One image: rows * columns numbers from 0 to 255, and nothing else.
    auto const read_decimal_image = [](std::filesystem::path const& file, std::int64_t rows, std::int64_t columns) {
        std::ifstream in(file);
        Tensor<float> image(Shape{rows, columns});
        for (std::int64_t k = 0; k < image.numel(); ++k) {
            int byte = -1;
            if (!(in >> byte) || byte < 0 || byte > 255)
                throw DataError(file, "number " + std::to_string(k) + " is no byte");
            image.data()[k] = static_cast<float>(byte) / 256;
        }
        std::string rest;
        if (in >> rest) throw DataError(file, "more follows the image");
        return image;
    };
    TemporaryFolder const folder;
    auto const images = folder.write("images.gz", gzipped(idx_bytes({3, 28, 28}, 64)));
    auto const labels = folder.write("labels.gz", gzipped({0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9}));
    Digits const digits = read_digits(images, labels, 2);
    test_eq(digits.x_train, full({2, 784}, 0.25F));
    test_eq(digits.x_valid, full({1, 784}, 0.25F));
    test_eq(digits.y_train, tensor({7, 0}));
    test_eq(digits.y_valid, tensor({9}));
    CHECK_THROWS_WITH(read_digits(images, labels, 3),
                      labels.string() + ": 3 labels for 3 images, more than 3 are expected");
    auto const unpacked_images = folder.write("images", idx_bytes({3, 28, 28}, 64));
    test_eq(read_digits(unpacked_images, labels, 2).x_train, full({2, 784}, 0.25F));
    auto const two = folder.write("two.gz", gzipped(idx_bytes({2}, 1)));
    CHECK_THROWS_WITH(read_digits(images, two, 1), two.string() + ": 2 labels for 3 images");
    auto const ten = folder.write("ten.gz", gzipped({0, 0, 8, 1, 0, 0, 0, 2, 9, 10}));
    CHECK_THROWS_WITH(read_labels(ten), ten.string() + ": label 1 is 10, and the digits end at 9");
    auto const small = folder.write("small.gz", gzipped(idx_bytes({2, 14, 56}, 1)));
    CHECK_THROWS_WITH(read_images(small),
                      small.string() + ": images of 28 x 28 pixels are expected, the shape is [2, 14, 56]");
    CHECK_THROWS_WITH(read_images(labels), labels.string() + ": magic number 0x00000801, expected 0x00000803");
    CHECK_THROWS_AS(read_images(folder.path), DataError);
    CHECK_THROWS_AS(read_labels(folder.path / "none.gz"), DataError);
    auto const text = folder.write("digit.txt", {'1', ' ', '2', '\n'});
    test_eq(read_decimal_image(text, 1, 2), tensor({{1.0 / 256, 2.0 / 256}}));
    CHECK_THROWS_WITH(read_decimal_image(text, 1, 3), text.string() + ": number 2 is no byte");
    CHECK_THROWS_WITH(read_decimal_image(text, 1, 1), text.string() + ": more follows the image");
}

TEST_CASE("the folder that is named is taken or refused, and without one the whole set goes before the part") {
    // make gzip files
    // `bytes` as one member of a gzip file.
    auto const gzipped = [](Bytes bytes) {
        ::z_stream stream{};
        REQUIRE(::deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
        Bytes packed(::deflateBound(&stream, static_cast<::uLong>(bytes.size())));
        stream.next_in = bytes.data();
        stream.avail_in = static_cast<::uInt>(bytes.size());
        stream.next_out = packed.data();
        stream.avail_out = static_cast<::uInt>(packed.size());
        REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
        packed.resize(stream.total_out);
        ::deflateEnd(&stream);
        return packed;
    };
    // write files into a temporary folder
    // A new folder that is gone at the end of the scope.
    struct TemporaryFolder {
        std::filesystem::path path =
            std::filesystem::temp_directory_path() / ("ten-" + std::to_string(std::random_device{}()));
        TemporaryFolder() { std::filesystem::create_directory(path); }
        TemporaryFolder(TemporaryFolder const&) = delete;
        TemporaryFolder& operator=(TemporaryFolder const&) = delete;
        ~TemporaryFolder() {
            std::error_code ignored;
            std::filesystem::remove_all(path, ignored);
        }
        std::filesystem::path write(std::string const& name, Bytes const& bytes) const {
            std::ofstream out(path / name, std::ios::binary);
            out.write(reinterpret_cast<char const*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
            return path / name;
        }
    };
    // make IDX files
    // An IDX file whose elements are all `value`.
    auto const idx_bytes = [](Shape const& shape, std::uint8_t value) {
        Bytes bytes = {0, 0, 8, static_cast<std::uint8_t>(shape.size())};
        for (std::int64_t size : shape) {
            for (int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<std::uint8_t>(size >> shift));
        }
        bytes.insert(bytes.end(), static_cast<std::size_t>(detail::count(shape, "idx_bytes")), value);
        return bytes;
    };
    TemporaryFolder const folder;
    TemporaryFolder const empty;
    std::string const before = std::getenv("TEN_MNIST_DIR") != nullptr ? std::getenv("TEN_MNIST_DIR") : "";
    auto const name = [](std::string const& value) { ::setenv("TEN_MNIST_DIR", value.c_str(), 1); };
    name("");
    CHECK(find_mnist(empty.path, "carried").folder == "carried");
    CHECK_FALSE(find_mnist(empty.path, "carried").whole);
    name(empty.path / "none");
    CHECK_THROWS_WITH(find_mnist(empty.path, "carried"),
                      (empty.path / "none").string() +
                          ": TEN_MNIST_DIR names this folder, and train-images-idx3-ubyte.gz is not in it");
    folder.write("train-images-idx3-ubyte.gz", gzipped(idx_bytes({60000, 28, 28}, 0)));
    name(folder.path);
    CHECK_THROWS_WITH(find_mnist(empty.path, "carried"),
                      Catch::Matchers::ContainsSubstring("train-labels-idx1-ubyte.gz is not in it"));
    folder.write("train-labels-idx1-ubyte", idx_bytes({60000}, 3));  // unpacked will do
    MnistPlace const place = find_mnist(empty.path, "carried");
    CHECK(place.folder == folder.path);
    CHECK(place.whole);
    name("");
    CHECK(find_mnist(folder.path, "carried").whole);
    name(before);
    Digits const digits = read_mnist(place);
    CHECK(digits.x_train.shape() == Shape{50000, 784});
    CHECK(digits.x_valid.shape() == Shape{10000, 784});
    CHECK(digits.y_valid.shape() == Shape{10000});
    folder.write("train-labels-idx1-ubyte.gz", gzipped(idx_bytes({59999}, 3)));
    CHECK_THROWS_WITH(read_mnist(place), Catch::Matchers::ContainsSubstring("59999 labels for 60000 images"));
}

TEST_CASE("exercise 5: a file without images") {
    // make gzip files
    // `bytes` as one member of a gzip file.
    auto const gzipped = [](Bytes bytes) {
        ::z_stream stream{};
        REQUIRE(::deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
        Bytes packed(::deflateBound(&stream, static_cast<::uLong>(bytes.size())));
        stream.next_in = bytes.data();
        stream.avail_in = static_cast<::uInt>(bytes.size());
        stream.next_out = packed.data();
        stream.avail_out = static_cast<::uInt>(packed.size());
        REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
        packed.resize(stream.total_out);
        ::deflateEnd(&stream);
        return packed;
    };
    GzipReader in("empty.gz", gzipped({0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 28}));
    CHECK_THROWS_WITH(read_idx(in, 3), "empty.gz: nothing is in the file: its shape is [0, 28, 28]");
}
