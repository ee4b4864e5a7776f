<<<<<<< HEAD
// Generated from chapters/01-a.md by heddle (checksum 1ae0a6cc649881cb). Do not edit: edit the chapter.
=======
// Generated from chapters/01-a.md by heddle (checksum 2ae0a6cc649881cb). Do not edit: edit the chapter.
>>>>>>> x
// To change it, edit the chapter and run: heddle tangle
#pragma once
